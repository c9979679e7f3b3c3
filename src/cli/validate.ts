export { validate } from './validate/validate-role';
export { validateCaller } from './caller/validate-caller';
