// Greets whoever the event names. Change it, save it, run the query again: there is nothing to restart.
export const handler = async (event, context) => {
  const name = event.name ?? 'stranger';
  console.log(`greeting ${name}, request ${context.awsRequestId}`);
  return { greeting: `Hello, ${name}!`, length: name.length };
};
