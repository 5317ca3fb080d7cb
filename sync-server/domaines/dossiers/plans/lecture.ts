import { setImmediate as pause } from 'node:timers/promises';
import { ABSENCES } from '#shared/formats/absences/absences';
import type { Champs, Format, Ligne } from '#shared/formats/champ';
import { type FichierLu, type FichierRefuse, lireFichierParPas } from '#shared/formats/codec-lecture';
import { CORRECTIONS } from '#shared/formats/corrections/corrections';
import { FINANCEURS } from '#shared/formats/financeurs/financeurs';
import { INTERVENANTS } from '#shared/formats/intervenants/intervenants';
import type { Genre } from '#shared/formats/nom-fichier';
import { PLANNING } from '#shared/formats/planning/planning';
import { POINTAGES } from '#shared/formats/pointages/pointages';
import { RELEVES } from '#shared/formats/releves/releves';
import { USAGERS } from '#shared/formats/usagers/usagers';

type Lu<C extends Champs> = FichierLu<Ligne<C>> | FichierRefuse;

/** The rows of a file, read once, by whoever asks first; what is being written meanwhile is not kept waiting. */
export type Lecture = <C extends Champs>(format: Format<C>) => Promise<Lu<C>>;

const parPas = async <C extends Champs>(format: Format<C>, texte: string): Promise<Lu<C>> => {
  const pas = lireFichierParPas(format, texte);
  for (;;) {
    const { done, value } = pas.next();
    if (done) return value;
    await pause();
  }
};

export const ouvrirLecture = (texte: string): Lecture => {
  const lues = new Map<unknown, Promise<unknown>>();
  return <C extends Champs>(format: Format<C>) => {
    const lue = (lues.get(format) as Promise<Lu<C>> | undefined) ?? parPas(format, texte);
    lues.set(format, lue);
    return lue;
  };
};

const PAR_GENRE: Readonly<Record<Genre, (lire: Lecture) => Promise<unknown>>> = {
  FINANCEURS: (lire) => lire(FINANCEURS),
  INTERVENANTS: (lire) => lire(INTERVENANTS),
  USAGERS: (lire) => lire(USAGERS),
  PLANNING: (lire) => lire(PLANNING),
  POINTAGES: (lire) => lire(POINTAGES),
  CORRECTIONS: (lire) => lire(CORRECTIONS),
  ABSENCES: (lire) => lire(ABSENCES),
  RELEVES: (lire) => lire(RELEVES),
};

/** Reads them before they are asked for; a failure is told to whoever asks. */
export const devancerLecture = async (genre: Genre, lire: Lecture): Promise<void> => {
  await PAR_GENRE[genre](lire).catch(() => undefined);
};
