export * from './execution-role';
export * from './workload';
