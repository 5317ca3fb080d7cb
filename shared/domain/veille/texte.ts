import type { Antenne } from '../../contrats/commun';
import { telephone } from '../../mots/textes';
import { dateParis, heureAffichee } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { libelleAntenne } from '../antenne/registre';
import type { GenreVeille } from './etapes';

// What a person on call reads: initials and numbers, no name.

type Personne = { initiales: string; numeros: readonly string[] };
export type Faits = {
  genre: GenreVeille;
  antenne: Antenne;
  /** Planned start, planned end, or the beginning of the silence. */
  heure: Instant;
  /** Of a planned visit that the file of PLANNING has no more, which cancels nothing: since when. */
  absenteDepuis?: DateCivile | undefined;
  /** Of a planned visit: an arrival of its aide that waits for its usager, and may be that one. */
  attente?: Instant | undefined;
  usager?: Personne | undefined;
  aide?: Personne | undefined;
};
/** How it ended; `AILLEURS`: the aide has punched another visit since; `ATTENTE`: a call of hers waits for its usager; without a punch, all that is known is that it is no longer a fact. */
export type Issue = { quoi: 'ARRIVEE' | 'DEPART' | 'AILLEURS' | 'ATTENTE'; instant: Instant } | { quoi: 'AUTRE' };

const NUMEROS_MAX = 2;
const initiale = (t: string): string => t.trim().slice(0, 1).toLocaleUpperCase('fr');
/** « J. M. » */
export const initiales = (p: { prenom: string; nom: string }): string => `${initiale(p.prenom)}. ${initiale(p.nom)}.`;

const direPersonne = (qui: string, p: Personne | undefined, max: number): string => {
  if (!p) return `${qui} inconnu.`;
  const numeros = p.numeros.slice(0, max).map(telephone).join(' ou ');
  return `${qui} ${p.initiales} ${numeros === '' ? 'sans numéro' : numeros}.`;
};

const jourMois = (d: DateCivile): string => d.split('-').slice(1).reverse().join('/');

/** « à 10 h 00 », or of another day than the one it is read « le 28/11 à 10 h 00 », with the words of the sentence. */
const direHeure = (i: Instant, jour: DateCivile, [ceJour, unJour]: readonly [string, string]): string => {
  const autre = dateParis(i) === jour ? undefined : `${unJour} ${jourMois(dateParis(i))} à`;
  return `${autre ?? ceJour} ${heureAffichee(i)}`;
};
const DE = ['de', 'du'] as const;
const LE = ['à', 'le'] as const;
const DEPUIS = ['depuis', 'depuis le'] as const;

/** « (absente du planning depuis le 27/11) », after what it is said of: nobody may have to go there. */
export const direAbsente = (absenteDepuis: DateCivile | undefined): string =>
  absenteDepuis === undefined ? '' : ` (absente du planning depuis le ${jourMois(absenteDepuis)})`;

/** What is said of it that day, without whom it is about: what the page of the link shows. */
export const direIncident = (
  { genre, antenne, heure, absenteDepuis }: Pick<Faits, 'genre' | 'antenne' | 'heure' | 'absenteDepuis'>,
  jour: DateCivile,
): string => {
  const a = libelleAntenne(antenne);
  if (genre === 'TELEPHONE_MUET')
    return `Téléphone silencieux ${direHeure(heure, jour, DEPUIS)} : bien moins d’appels que prévu.`;
  return genre === 'DEPART_EN_RETARD'
    ? `${a} : départ prévu ${direHeure(heure, jour, LE)} non pointé, aide peut-être seule.`
    : `${a} : visite ${direHeure(heure, jour, DE)} non commencée${direAbsente(absenteDepuis)}.`;
};

/** She has called, and said nothing of whom for: nobody is on hold. */
const direAttente = (i: Instant, jour: DateCivile, aide: 'L’aide' | 'l’aide' | 'Elle' = 'L’aide'): string =>
  `${aide} a appelé ${direHeure(i, jour, LE)}, usager à préciser`;

/** Of the visits that did not begin: the arrivals that wait for their usager, and may be theirs. Undefined where there is none. */
export const direAppels = (attentes: readonly (Instant | undefined)[], jour: DateCivile): string | undefined => {
  const [premier, ...autres] = attentes.flatMap((i) => i ?? []);
  if (premier === undefined) return undefined;
  return attentes.length === 1
    ? `${direAttente(premier, jour)}.`
    : `L’aide a appelé pour ${autres.length + 1}, usager à préciser.`;
};

/** [AL-7] Before what was told although a punch may still be on its way. */
const DOUTE = 'À vérifier.';
const siDoute = (doute: boolean): string[] => (doute ? [DOUTE] : []);

/** [AL-7] The message, without its link. `doute`: a punch may still be on its way. */
export const direMessage = (f: Faits, jour: DateCivile, doute = false): string => {
  // In two text messages, whatever else is said: the link has all the numbers.
  const numeros = f.attente === undefined ? NUMEROS_MAX : 1;
  return enGsm(
    [
      ...siDoute(doute),
      direIncident(f, jour),
      ...(f.genre === 'TELEPHONE_MUET'
        ? ['Appelez le numéro des aides pour vérifier.']
        : [direPersonne('Usager', f.usager, numeros), direPersonne('Aide', f.aide, numeros)]),
      // After its aide, and of the day of that visit where no other is said.
      ...(f.attente === undefined ? [] : [`${direAttente(f.attente, dateParis(f.heure), 'Elle')}.`]),
    ].join(' '),
  );
};

/** [AL-7] The message of the end. Where nothing was punched, nobody knows that it is over: it is not said. */
export const direFin = (f: Faits, issue: Issue, jour: DateCivile): string => {
  if (f.genre === 'TELEPHONE_MUET') return enGsm('Terminé. Téléphone : les appels reviennent.');
  const qui = f.usager ? `, usager ${f.usager.initiales}` : '';
  const visite =
    f.genre === 'DEPART_EN_RETARD'
      ? `départ prévu ${direHeure(f.heure, jour, LE)}`
      : `visite ${direHeure(f.heure, jour, DE)}`;
  const quoi = `${libelleAntenne(f.antenne)}, ${visite}${qui}`;
  const aVerifier = (su: string): string =>
    enGsm(`N’est plus signalé : ${quoi}${f.usager ? '' : '.'} ${su} : vérifiez auprès de l’antenne.`);
  if (issue.quoi === 'AUTRE') return aVerifier('Rien n’a été pointé');
  if (issue.quoi === 'ATTENTE')
    return f.genre === 'DEPART_EN_RETARD'
      ? enGsm(`Terminé. ${quoi} : ${direAttente(issue.instant, jour, 'l’aide')}.`)
      : aVerifier(direAttente(issue.instant, jour));
  const quand = direHeure(issue.instant, jour, LE);
  if (issue.quoi === 'AILLEURS')
    return enGsm(`Terminé. ${quoi} : l’aide n’a pas pointé son départ, mais une autre visite ${quand}.`);
  return enGsm(`Terminé. ${quoi} : ${issue.quoi === 'ARRIVEE' ? 'arrivée pointée' : 'départ pointé'} ${quand}.`);
};

type Visite = Pick<Faits, 'antenne' | 'heure'>;

/** « de 9 h 00 à 11 h 30 », « à 10 h 00 » */
const direBornes = (visites: readonly Visite[], jour: DateCivile): string => {
  const heures = visites.map((v) => v.heure).sort();
  const [premiere, derniere] = [heures[0], heures.at(-1)];
  if (!premiere || !derniere || premiere === derniere) return premiere ? direHeure(premiere, jour, LE) : '';
  return `${direHeure(premiere, jour, DE)} ${direHeure(derniere, jour, ['à', 'au'])}`;
};

/** « Est 4, Sud 3 » */
const direCombien = (visites: readonly Visite[]): string => {
  const combien = new Map<Antenne, number>();
  for (const { antenne } of visites) combien.set(antenne, (combien.get(antenne) ?? 0) + 1);
  return [...combien].map(([a, n]) => `${libelleAntenne(a)} ${n}`).join(', ');
};

/** What is said of many visits that did not begin, without whom they are about. */
export const direVisites = (visites: readonly Visite[], jour: DateCivile): string =>
  `${visites.length} visites non commencées, ${direBornes(visites, jour)} (${direCombien(visites)}).`;

/** [AL-7] Many visits that came at once are one message; who to call is on the page of its link. */
export const direGroupe = (
  visites: readonly (Visite & Pick<Faits, 'attente'>)[],
  jour: DateCivile,
  doute = false,
): string => {
  const appels = direAppels(
    visites.map((v) => v.attente),
    jour,
  );
  const liste = 'La liste et les numéros sont dans le lien.';
  return enGsm([...siDoute(doute), direVisites(visites, jour), ...(appels ? [appels] : []), liste].join(' '));
};

/** [AL-7] The end of many, once none of them is a fact any more. */
export const direFinGroupe = (visites: readonly (Visite & { issue: Issue })[], jour: DateCivile): string => {
  const quoi = `${visites.length} visites, ${direBornes(visites, jour)} (${direCombien(visites)})`;
  const nombre = (de: Issue['quoi']): number => visites.filter((v) => v.issue.quoi === de).length;
  const [sans, attendent] = [nombre('AUTRE'), nombre('ATTENTE')];
  const su = [
    ...(sans === 0 ? [] : [`Rien n’a été pointé pour ${sans}`]),
    ...(attendent === 0 ? [] : [`L’aide a appelé pour ${attendent}, usager à préciser`]),
  ];
  return enGsm(
    su.length === 0
      ? `Terminé. ${quoi} : un pointage pour chacune.`
      : `Ne sont plus signalées : ${quoi}. ${su.join('. ')} : vérifiez auprès de l’antenne.`,
  );
};

/** The letters of a text message that counts 160 of them; one other letter, and it counts 70. */
const GSM = /^[A-Za-z0-9 \n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]$/;
const DEUX = /^[\^{}\\[~\]|€]$/;
const AUTRES: Readonly<Record<string, string>> = {
  '’': "'",
  œ: 'oe',
  Œ: 'OE',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

/** The same words in those letters: « ê » is e, « ç » is c; what has no such letter is a question mark. */
export const enGsm = (texte: string): string =>
  [...texte.replace(/\s/g, ' ')]
    .map((c) => {
      if (GSM.test(c) || DEUX.test(c)) return c;
      const nu = AUTRES[c] ?? c.normalize('NFD').replace(/\p{M}/gu, '');
      return [...nu].every((x) => GSM.test(x)) ? nu : '?';
    })
    .join('');

/** How many text messages it makes. */
export const partiesSms = (texte: string): number => {
  const n = [...texte].reduce((s, c) => s + (DEUX.test(c) ? 2 : 1), 0);
  return n <= 160 ? 1 : Math.ceil(n / 153);
};
