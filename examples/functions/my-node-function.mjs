// my-function once more, in JavaScript.
export const handler = async (event) => {
  console.log('received', JSON.stringify(event));
  return {
    statusCode: 200,
    body: JSON.stringify('Hello from Lambda!'),
  };
};
