package com.example.roles;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** The app with its one stack. */
public final class RolesApp {
    private RolesApp() {
    }

    public static App create() {
        App app = new App();
        new RolesStack(app, "Roles", StackProps.builder()
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build());
        return app;
    }

    public static void main(String[] arguments) {
        create().synth();
    }
}
