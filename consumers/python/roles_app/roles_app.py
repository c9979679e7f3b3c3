import aws_cdk as cdk

from roles_app.roles_stack import RolesStack


def roles_app() -> cdk.App:
    """The app with its one stack."""
    app = cdk.App()
    RolesStack(app, "Roles", env=cdk.Environment(account="111122223333", region="eu-west-1"))
    return app
