import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import { idUsager } from '#shared/contrats/ids';

// The log names people by their ids, as `usager:M200001` or `usager M200001`: written and found here.

export type Genre = 'usager' | 'intervenant';

/** `usager:M200001`, `intervenant 4501`: the two forms of a person in an object. */
export const PERSONNE = /\b(usager|intervenant)[: ]([\w.-]+)/g;

/** `usager:M200001`, `intervenant:4501`: each person that a text of the log names. */
export const personnesDe = (texte: string): string[] =>
  [...texte.matchAll(PERSONNE)].map(([, genre = '', id = '']) => `${genre}:${id}`);

/** `usager M200001`, `intervenant 4501`: whose a link is, and who used it. */
export const sujetEcrit = ({ genre, id }: Sujet): string => `${genre === 'USAGER' ? 'usager' : 'intervenant'} ${id}`;

/** Beyond, their number is told: what the state was asked of says among whom they were. */
const NOMMES_MAX = 20;

/** « usager:M200001 usager:M200007 », else « 231 usagers ». */
export const enQui = (usagers: ReadonlySet<string>): string =>
  usagers.size > NOMMES_MAX ? `${usagers.size} usagers` : [...usagers].map(idUsager).join(' ');
