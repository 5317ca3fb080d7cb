import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { chercherPersonnes, trierOptions } from '../../../_ui/personnes/personnes';

/** Usagers by name; `cherche`: first letters of the names, or the file's number. Family names that begin so come first. */
export const chercherUsagers = (usagers: ReadonlyMap<string, Usager>, cherche: string): Usager[] => {
  const dossiers = new Map([...usagers.keys()].map((id) => [id, id.toLowerCase()]));
  return chercherPersonnes(trierOptions(usagers.values()), cherche.toLowerCase(), dossiers).flatMap(
    ({ value }) => usagers.get(value) ?? [],
  );
};
