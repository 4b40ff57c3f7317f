/** Replaced by the sign-in of the deployment; on one machine nobody is signed in. */
export const signOut = async (): Promise<void> => {
  location.assign("/");
};
