export * from './execution-role';
export * from './role-requirements';
export * from './role-validation';
export * from './validation-handler-options';
export * from './workload';
