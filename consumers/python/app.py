#!/usr/bin/env python3
from roles_app.roles_app import roles_app

roles_app().synth()
