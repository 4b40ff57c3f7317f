/** Written in a script whose names put the family first and need no space. */
const isFamilyFirst = (name: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}·]+$/u.test(name);

/** A full name in the order its own script writes it, whatever the language of the page. Empty when nothing is known. */
export const personName = ({
  firstName = "",
  lastName = "",
}: {
  readonly firstName?: string;
  readonly lastName?: string;
}) => (isFamilyFirst(firstName + lastName) ? lastName + firstName : `${firstName} ${lastName}`.trim());
