/** The bundle that has the SSH library. */
export { openSshTunnel } from './openSshTunnel';
