// Called by the trigger in patterns/trigger.sql with the new row as its event.
export const handler = async (order) => {
  console.log(`order ${order.id}: ${order.quantity} x ${order.item}`);
  return { accepted: true, id: order.id };
};
