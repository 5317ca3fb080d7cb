import type { Antenne } from '#shared/contrats/commun';
import type { DemandeEtat } from '#shared/etats/contrat';
import { pluriel } from '#shared/mots/nombres';
import type { DateCivile, Mois } from '#shared/temps/types';
import { direEtat, motsEtat } from './etats';
import { type Dire, entreeDe, suivi, suiviApres } from './famille';
import { direJournalPris, type FiltreJournal, motsFiltre, motsPris } from './journal-lu';
import { enQui } from './personnes';

const entree = entreeDe('EXPORT');

/** By their first word. */
const TETES = {
  préfacturation: 'A exporté la préfacturation',
  RESTITUTION: 'A rendu à Millésime les heures',
  DASES: 'A exporté les fichiers de la DASES',
  SEDA: 'A exporté les relevés pour les archives',
} as const;
/** A first word that has its head. */
const tete = (mot: keyof typeof TETES): string => mot;

const dire: Dire = (e) => {
  const premier = e.mots[0] ?? '';
  if (premier === 'état') return direEtat('A exporté')(e);
  if (Object.hasOwn(TETES, premier)) return suiviApres(TETES[premier as keyof typeof TETES])(e);
  const journal = direJournalPris(e.objet);
  if (journal !== undefined) return journal;
  return suivi(/^\d{4}-\d\d$/.test(premier) ? 'A exporté les fichiers d’un mois' : 'A pris un fichier')(e);
};

/** `état`, a head or a month first; else the name of a file, with its extension. */
export const EXPORT = {
  ecrire: {
    /** By the command, which shows usagers. */
    etat: (
      { etat, antenne, du, au }: Pick<DemandeEtat, 'etat' | 'antenne' | 'du' | 'au'>,
      usagers: ReadonlySet<string>,
    ) => entree(...motsEtat({ etat, antenne, du, au }), ':', enQui(usagers)),
    /** `usagers`: those whom it shows. */
    fichier: ({ nom }: { nom: string }, usagers: ReadonlySet<string> = new Set()) =>
      usagers.size === 0 ? entree(nom) : entree(nom, ':', enQui(usagers)),
    /** Many pages, or many documents, in one file. */
    lot: (l: { nom: string; nombre: number; unite: 'page' | 'document' }, usagers: ReadonlySet<string>) =>
      entree(l.nom, `(${pluriel(l.nombre, l.unite)})`, ':', enQui(usagers)),
    /** The log itself, up to that link. */
    journal: (j: { nom: string; filtre: FiltreJournal; lignes: number; maillon: number }) =>
      entree(j.nom, ...motsFiltre(j.filtre), ...motsPris(j)),
    mois: (m: { mois: Mois; antennes: readonly Antenne[]; provisoire: boolean }) =>
      entree(m.mois, m.antennes.join(' '), m.provisoire ? 'provisoire' : undefined),
    prefacturation: ({ mois, antennes }: { mois: Mois; antennes: readonly Antenne[] }) =>
      entree(tete('préfacturation'), mois, antennes.join(' ')),
    restitution: ({ date }: { date: DateCivile }) => entree(tete('RESTITUTION'), date),
    dases: ({ mois, noms }: { mois: Mois; noms: readonly string[] }) => entree(tete('DASES'), mois, noms.join(' ')),
    /** Layouts tried on the rows of a month. */
    essaiDases: ({ mois }: { mois: Mois }) => entree(tete('DASES'), mois, 'essai'),
    /** `antennes`: those that were asked for; all of them otherwise. */
    seda: ({ mois, antennes = [] }: { mois: Mois; antennes?: readonly Antenne[] }) =>
      entree(tete('SEDA'), mois, ...antennes),
  },
  dire,
};
