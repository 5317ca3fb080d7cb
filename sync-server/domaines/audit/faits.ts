import { type Antenne, MOTIFS } from '#shared/contrats/commun';
import { idCloture, idCorrection, idIntervention, idRattachement, idRefus, idVisite } from '#shared/contrats/ids';
import { estTypeSaisie, SAISIES, type Saisie } from '#shared/contrats/saisie';
import { typeDeId } from '#shared/documents/registre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { cibleDe, ciblesDe } from '#shared/domain/intervention/cibles';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { clesType, lireType, plageType } from '../../store/types';
import { idAstreinte } from './entrees/astreinte';
import { clotureNommee } from './entrees/cloture';
import { envoiAvecMotif } from './entrees/envois';
import type { FaitsEntrees, MessageOuTour } from './entrees/famille';
import { lireObjetSaisie } from './entrees/saisie';
import type { EntreeLue } from './lire';
import { MOTIF_TU, TEXTE_TU } from './mots';
import { alerteDe, cleVisite } from './phrase-saisie';

type Visee = { date: DateCivile; id: string };

/** The visits that a gesture names without saying whose they are. */
const viseesDe = (s: Saisie): Visee[] => {
  if (s.type === 'correction') return [{ date: s.date, id: cibleDe(s).id }];
  const alerte = alerteDe(s);
  if (alerte) return alerte.visite === undefined ? [] : [{ date: alerte.depuis, id: alerte.visite }];
  if (s.type !== 'prise' && s.type !== 'note') return [];
  return s.objet.genre === 'USAGER' || s.objet.genre === 'NUMERO' ? [] : [{ date: s.date, id: s.objet.id }];
};

/**
 * Whose these visits are: by the ids that their interventions mostly bear, else by what the interventions of the day hold. In
 * one antenna.
 */
const lireVisites = async (m: Magasin, antenne: Antenne, visees: readonly Visee[]): Promise<[string, string][]> => {
  const connues = await clesType(
    m,
    ['intervention', 'visite', 'correction'],
    visees.flatMap(({ date, id }) => [idIntervention(date, id), idVisite(date, id), idCorrection(date, id)]),
    { antenne },
  );
  const parCle = visees.flatMap((v, n): [string, string][] => {
    const [usagerId] = connues
      .slice(3 * n, 3 * n + 3)
      .flatMap((d) => (d !== undefined && 'usagerId' in d ? (d.usagerId ?? []) : []));
    return usagerId === undefined ? [] : [[cleVisite(antenne, v.date, v.id), usagerId]];
  });
  const trouvees = new Set(parCle.map(([cle]) => cle));
  const jours = new Set(visees.filter((v) => !trouvees.has(cleVisite(antenne, v.date, v.id))).map((v) => v.date));
  const duJour = await Promise.all(
    [...jours].map(async (date) => {
      const lues = await plageType(m, 'intervention', { antenne }, { de: date, a: date });
      return lues.flatMap((i) =>
        ciblesDe(i).map(({ id }): [string, string] => [cleVisite(antenne, date, id), i.usagerId]),
      );
    }),
  );
  return [...duJour.flat(), ...parCle];
};

/** What a gesture withdraws, by its `_id`. */
const retireePar = (s: Saisie): string[] => {
  if (s.type === 'correction') return s.retire ? [idCorrection(s.date, s.retire)] : [];
  return s.type === 'rattachement' && s.retire ? [idRattachement(s.date, s.retire)] : [];
};

const TYPES_SAISIES = Object.keys(SAISIES).filter(estTypeSaisie);

/** Those of the gestures that a PC of that antenna wrote, and that are still kept. */
const lireSaisies = async (m: Magasin, antenne: Antenne, ids: readonly string[]): Promise<Saisie[]> =>
  (await clesType(m, TYPES_SAISIES, ids, { antenne })).flatMap((d) => (d && SAISIES[d.type].safeParse(d).data) ?? []);

/** The closings that a page names: `EST 2026-10`. */
const lireClotures = async (m: Magasin, entrees: readonly EntreeLue[], nominatif: boolean) => {
  const clotures = new Map<string, { numero: number; motif?: string }>();
  for (const objet of new Set(entrees.filter((e) => e.action === 'CLOTURE').map((e) => e.objet))) {
    const nommee = clotureNommee(objet);
    if (!nommee) continue;
    const { antenne, mois } = nommee;
    const cloture = await lireType(m, 'cloture', idCloture(mois), { antenne });
    if (!cloture) continue;
    const { numero, motif } = cloture;
    clotures.set(objet, { numero, ...(motif === undefined ? {} : { motif: nominatif ? motif : TEXTE_TU }) });
  }
  return clotures;
};

/** [CL-4] Why months were sent before those that they may rectify: for who may read names. */
const lirePasseOutre = async (m: Magasin, entrees: readonly EntreeLue[]): Promise<Map<string, string>> => {
  const nommes = entrees.flatMap(({ action, objet }) => {
    const id = action === 'ENVOI' ? envoiAvecMotif(objet) : undefined;
    return id === undefined ? [] : { objet, id };
  });
  const envois = await clesType(
    m,
    'envoi',
    nommes.map((x) => x.id),
    {},
  );
  return new Map(
    nommes.flatMap(({ objet }, n) => (envois[n]?.passeOutre === undefined ? [] : [[objet, envois[n].passeOutre]])),
  );
};

/** [AL-7] What was said to who is on call, initials and numbers, and whose turns were given: for who may read names. */
const lireAstreintes = async (m: Magasin, entrees: readonly EntreeLue[]): Promise<Map<string, MessageOuTour>> => {
  const ids = new Set(entrees.flatMap((e) => (e.action === 'ASTREINTE' ? (idAstreinte(e.objet) ?? []) : [])));
  const deType = (type: 'message-astreinte' | 'tour-astreinte'): string[] =>
    [...ids].filter((id) => id.startsWith(`${type}:`));
  const [messages, tours] = await Promise.all([
    clesType(m, 'message-astreinte', deType('message-astreinte'), {}),
    clesType(m, 'tour-astreinte', deType('tour-astreinte'), {}),
  ]);
  return new Map<string, MessageOuTour>([...messages, ...tours].flatMap((d) => (d ? [[d._id, d] as const] : [])));
};

/**
 * What a page of the log needs to say of what it names: asked of each antenna, by their ids. `nominatif`: for who may read names.
 */
/** What a PC may have written freely, for who reads no name: a note's text, a motif that is in no list. */
const sansTexteLibre = (s: Saisie): Saisie => {
  if (s.type === 'note') return { ...s, texte: TEXTE_TU };
  const libre = 'motif' in s && typeof s.motif === 'string' && !(s.motif in MOTIFS);
  return libre ? { ...s, motif: MOTIF_TU } : s;
};

export const lireFaits = async (
  m: Magasin,
  entrees: readonly EntreeLue[],
  { nominatif }: { nominatif: boolean },
): Promise<FaitsEntrees> => {
  const saisies = new Map<string, Saisie>();
  const refus = new Map<string, string>();
  const visites = new Map<string, string>();
  const gestes = entrees.filter((e) => e.action === 'SAISIE').map((e) => ({ ...lireObjetSaisie(e.objet), ...e }));
  const refusees = gestes.filter((g) => g.refusee);
  const ids = [...new Set(gestes.map((g) => g.objet).filter((o) => estTypeSaisie(typeDeId(o))))];
  await Promise.all(
    codesAntennes().map(async (antenne) => {
      const lues = await lireSaisies(m, antenne, ids);
      const retirees = await lireSaisies(m, antenne, lues.flatMap(retireePar));
      const toutes = [...lues, ...retirees];
      for (const s of toutes) saisies.set(s._id, nominatif ? s : sansTexteLibre(s));
      const dits = await clesType(
        m,
        'refus',
        refusees.map((g) => idRefus(dateParis(g.instant), g.id)),
        { antenne },
      );
      for (const d of dits) if (d) refus.set(d.documentId, d.message);
      for (const [cle, usagerId] of await lireVisites(m, antenne, toutes.flatMap(viseesDe))) visites.set(cle, usagerId);
    }),
  );
  const astreintes = nominatif ? await lireAstreintes(m, entrees) : new Map<string, MessageOuTour>();
  const passeOutre = nominatif ? await lirePasseOutre(m, entrees) : new Map<string, string>();
  return { saisies, refus, visites, clotures: await lireClotures(m, entrees, nominatif), passeOutre, astreintes };
};
