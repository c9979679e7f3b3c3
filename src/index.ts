export * from './additional-permission';
export * from './execution-role';
export * from './execution-role-props';
export * from './role-requirements';
export * from './role-validation';
export * from './role-validation-options';
export * from './validation-handler-options';
export * from './workload';
