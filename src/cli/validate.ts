export { validate } from './validate/validate-role';
export { hyperPodConnect } from './hyperpod-connect/connect-caller';
