export { check } from './check/check-role';
export { hyperPodConnect } from './check/connect-caller';
