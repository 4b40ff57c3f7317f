let how: () => Promise<void> = async () => location.assign("/");

/** Where people sign in, signing out ends that too. On one machine nobody is signed in. */
export const setSignOut = (next: () => Promise<void>): void => {
  how = next;
};

export const signOut = (): Promise<void> => how();
