/** `/config.json`: what the console is told where it runs. Everybody can read it, so it holds no secret. */
export interface ConsoleConfig {
  /** Absent: nobody signs in here; whoever may use this machine may act. */
  readonly signIn?: SignInConfig;
}

export interface SignInConfig {
  /** Whom a token must come from. */
  readonly issuer: string;
  /** Where people sign in, such as `https://rekindle-0a1b2c3d.auth.eu-west-1.amazoncognito.com`. */
  readonly url: string;
  readonly clientId: string;
}

export const consoleConfigName = "config.json";

/** The console's page that a person comes back to from signing in; the pool's client has to know it. */
export const signedInPath = "/signed-in";
