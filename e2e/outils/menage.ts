const aRanger: (() => Promise<void>)[] = [];

/** What a file of stories starts says here how it is put away. */
export const rangerEnsuite = (fermer: () => Promise<void>): void => {
  aRanger.push(fermer);
};

/** After the last story of a file: what was started, the latest first, so that a PC leaves before the service that it asks. */
export const ranger = async (): Promise<void> => {
  for (const fermer of aRanger.splice(0).reverse()) await fermer();
};
