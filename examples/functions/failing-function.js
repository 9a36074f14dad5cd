// Throws, so that SQL sees what a failed invocation looks like.
exports.handler = async (event) => {
  console.log('about to fail on', JSON.stringify(event));
  throw new Error('The order has no customer');
};
