import type { MaVisite } from '#shared/contrats/acces/acces-personnel';
import type { Antenne } from '#shared/contrats/commun';
import type { Note } from '#shared/contrats/corrections/equipe';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { parInstant } from '#shared/domain/appariement/ordre';
import { motLu } from '#shared/domain/equipe/mot-aide';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';

export const cleObjet = (o: { genre: string; id: string }): string => `${o.genre} ${o.id}`;

/** An aide's word, and what took it away. */
export type Mot = { note: Note; suite?: Note | undefined };

/** All her words on visits from a day on. What takes one away bears the day when it was done: nothing bounds it. */
export const lireTousMots = async (
  m: Magasin,
  antennes: Iterable<Antenne>,
  intervenantId: string,
  de: DateCivile,
): Promise<Mot[]> => {
  const lues = await Promise.all([...antennes].map((antenne) => plageType(m, 'note', { antenne }, { de })));
  // What follows its usager is in several of them: each word is told once, with what any of them answered.
  const notes = [...new Map(lues.flat().map((n) => [n._id, n])).values()].sort(parInstant);
  const suites = new Map(notes.flatMap((n) => (n.efface === undefined ? [] : [[n.efface, n] as const])));
  return notes.flatMap((note) =>
    note.intervenantId === intervenantId && note.efface === undefined ? [{ note, suite: suites.get(note.id) }] : [],
  );
};

/** All the names of a visit [CO-7]: a word that was written before its first punch bears that of its plan. */
export const nomsDe = (i: Intervention): ReadonlySet<string> => new Set(ciblesDe(i).map(cleObjet));

/** The last one on each visit. */
export const lireMots = async (
  ...p: Parameters<typeof lireTousMots>
): Promise<(i: Intervention) => Mot | undefined> => {
  const mots = (await lireTousMots(...p)).sort((a, b) => parInstant(a.note, b.note));
  return (i) => {
    const noms = nomsDe(i);
    return mots.findLast(({ note }) => noms.has(cleObjet(note.objet)));
  };
};

/** [PR-3] As she reads it, with what the antenna answers. */
export const enContestation = ({ note, suite }: Mot): NonNullable<MaVisite['contestation']> => ({
  texte: motLu(note),
  instant: note.instant,
  traitee: suite !== undefined,
  ...(suite?.reponse ? { issue: suite.reponse } : {}),
  ...(suite?.texte ? { reponse: suite.texte } : {}),
});
