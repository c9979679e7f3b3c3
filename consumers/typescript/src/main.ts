import { rolesApp } from './roles-app';

rolesApp().synth();
