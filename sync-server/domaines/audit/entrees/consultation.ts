import type { QuiChercher } from '#shared/contrats/chiffres/personne-cherchee';
import type { Antenne } from '#shared/contrats/commun';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import type { DemandeEtat } from '#shared/etats/contrat';
import { dateEtHeure, deMois } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { FiltreAudit } from '../lire';
import { direSuite, nommerPersonne, phrase } from '../mots';
import { direEtat, motsEtat } from './etats';
import { apres, avecNoms, type Dire, entreeDe, suivi, suiviApres } from './famille';
import { direJournal, motsJournal } from './journal-lu';
import { enQui, type Genre } from './personnes';

const entree = entreeDe('CONSULTATION');

/** Of a reading that a PC tells once it has the network again: whose antennas then had neither. */
const HORS = 'hors de ses antennes';
const direHors = (objet: string): string | undefined =>
  objet.endsWith(` ${HORS}`) ? `${HORS} quand la lecture est arrivée` : undefined;

/** What « lire » gives of people is asked for by their id alone. */
const PERSONNES: Readonly<Record<string, Genre>> = { usagers: 'usager', intervenants: 'intervenant' };
const lequel = (quoi: string, id: string | undefined): string | undefined =>
  id !== undefined && Object.hasOwn(PERSONNES, quoi) ? `${PERSONNES[quoi]}:${id}` : id;

const direDossier: Dire = ({ objet, mots, noms }) => {
  const [premier = '', suite, quand] = mots;
  const nom = nommerPersonne(noms, 'usager', premier.slice('usager:'.length));
  return suite === 'lu'
    ? phrase('A lu un dossier', nom, `le ${dateEtHeure(quand as Instant)}`, direHors(objet))
    : phrase('A lu un dossier', nom, `et ses visites ${deMois(suite as Mois)}`);
};

/** By their first word; none of these: a file, by its usager. */
const DIRE: Readonly<Record<string, Dire>> = {
  recherche: ({ objet, noms }) =>
    objet.endsWith(' personne')
      ? 'A cherché un usager, sans trouver personne.'
      : phrase(...avecNoms('A cherché un usager et vu', apres(objet, 2), noms)),
  relevé: ({ mots, noms }) =>
    phrase(`A ouvert un relevé ${deMois(mots[2] as Mois)}`, ...direSuite([mots[1], ...mots.slice(3)].join(' '), noms)),
  téléphone: ({ objet, mots, noms }) =>
    phrase(
      'A lu le téléphone d’une aide',
      ...direSuite(mots[1] ?? '', noms),
      `le ${dateEtHeure(mots[3] as Instant)}`,
      direHors(objet),
    ),
  état: direEtat('A lu'),
  lire: suiviApres('A lu par la commande « lire »'),
  journal: direJournal,
  pilotage: suiviApres('A lu les tableaux de bord'),
  préfacturation: (e) =>
    suiviApres(
      e.mots[1]?.startsWith('usager:') ? 'A lu d’où viennent des minutes facturées' : 'A lu la préfacturation',
    )(e),
  visites: suiviApres('A lu des visites d’une autre antenne'),
};

const dire: Dire = (e) => {
  const premier = e.mots[0] ?? '';
  if (Object.hasOwn(DIRE, premier)) return (DIRE[premier] ?? suivi('A lu'))(e);
  return /^usager:./.test(premier) ? direDossier(e) : suivi('A lu')(e);
};

export const CONSULTATION = {
  ecrire: {
    dossier: ({ usagerId, mois }: { usagerId: string; mois: Mois }) => entree(idUsager(usagerId), mois),
    /** On a PC, at that instant. */
    dossierLu: (l: { usagerId: string; instant: Instant }, { hors }: { hors: boolean }) =>
      entree(idUsager(l.usagerId), 'lu', l.instant, hors ? HORS : undefined),
    telephoneLu: (l: { intervenantId: string; instant: Instant }, { hors }: { hors: boolean }) =>
      entree('téléphone', idIntervenant(l.intervenantId), 'lu', l.instant, hors ? HORS : undefined),
    releve: (r: { usagerId: string; mois: Mois; antenne?: Antenne }) =>
      entree('relevé', idUsager(r.usagerId), r.mois, r.antenne),
    /** Whom it gave, not what was typed: a name has no place in the log. */
    recherche: ({ qui, ids }: { qui: QuiChercher; ids: readonly string[] }) =>
      entree('recherche :', ids.length === 0 ? 'personne' : ids.map((id) => `${qui}:${id}`).join(' ')),
    etat: (d: DemandeEtat, usagers: ReadonlySet<string>) =>
      entree(...motsEtat(d), ...(usagers.size === 0 ? [] : [':', enQui(usagers)])),
    /** `usagers`: those whom it named. */
    journal: (f: FiltreAudit, usagers: ReadonlySet<string>) => entree(...motsJournal(f, usagers)),
    prefacturation: (m: { antenne: Antenne; mois: Mois }, usagers: ReadonlySet<string>) =>
      entree('préfacturation', m.antenne, m.mois, ':', enQui(usagers)),
    /** Where the minutes of a row come from. */
    explication: ({ usagerId, mois }: { usagerId: string; mois: Mois }) =>
      entree('préfacturation', idUsager(usagerId), mois),
    visitesPrecedentes: (v: { usagerId: string; de: DateCivile; a: DateCivile }) =>
      entree('visites', idUsager(v.usagerId), v.de, v.a),
    pilotage: ({ mois }: { mois: Mois }) => entree('pilotage', mois),
    /** `usagers`: how many it names; none where it names nobody. */
    pilotageAntenne: (p: { antenne: Antenne; mois: Mois; usagers?: number | undefined }) =>
      entree('pilotage', p.antenne, p.mois, p.usagers === undefined ? undefined : `: ${pluriel(p.usagers, 'usager')}`),
    pilotageJour: ({ antenne, jour }: { antenne: Antenne; jour: DateCivile }) => entree('pilotage', antenne, jour),
    pilotageAide: (p: { antenne: Antenne; intervenantId: string; mois: Mois }) =>
      entree('pilotage', p.antenne, idIntervenant(p.intervenantId), p.mois),
    commandeLire: (c: {
      quoi: string;
      antennes?: readonly Antenne[] | undefined;
      mois?: Mois | undefined;
      id?: string | undefined;
    }) => entree('lire', c.quoi, ...(c.antennes ?? []), c.mois, lequel(c.quoi, c.id)),
    /** [decision 0143] All that is held of a person. */
    extrait: ({ genre, id }: { genre: Genre; id: string }) => entree('lire tout', `${genre}:${id}`),
  },
  dire,
};
