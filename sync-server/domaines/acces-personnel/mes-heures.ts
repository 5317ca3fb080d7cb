import { ulid } from 'ulid';
import type { DemandeContestation, MaVisite, MesHeures } from '#shared/contrats/acces/acces-personnel';
import { type Antenne, CODES_ANTENNES, type Resultat, refuser } from '#shared/contrats/commun';
import type { Note } from '#shared/contrats/corrections/equipe';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { baseAntenne, idIntervenant, idUsager } from '#shared/contrats/ids';
import type { Retenue } from '#shared/domain/types';
import {
  ajouterMois,
  dateParis,
  dernierJour,
  ecartMinutes,
  epochMs,
  moisDe,
  moisParis,
  premierJour,
} from '#shared/temps/paris';
import { type DateCivile, type Instant, type Mois, minutesSchema } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { sansReponse } from '../../store/ecrire';
import { deposerEtNoter } from '../../store/inventaire/actes';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { clesType, plageType } from '../../store/types';
import { tracer } from '../audit';
import { lireRetenuesDe } from '../dossiers';
import type { Acces } from './liens';

/** Contests of one person that wait at once: beyond, the telephone is better. */
const CONTESTATIONS_MAX = 20;
const POSTE = 'acces-personnel';
const TETE = 'Heures contestées par l’aide\u00a0: ';

const avec = (p: { prenom: string; nom: string } | undefined): string => (p ? `${p.prenom} ${p.nom.slice(0, 1)}.` : '');
const nomEntier = (p: { prenom: string; nom: string }): string => `${p.prenom} ${p.nom.toLocaleUpperCase('fr')}`;

/** Where this person's visits are: a usager's antennas, any antenna that knows the aide. */
const sesAntennes = async (m: Magasin, acces: Acces): Promise<readonly Antenne[]> => {
  if (acces.genre === 'USAGER') return [...new Set(acces.doc.antennes.map((a) => a.antenne))];
  const connue = async (a: Antenne): Promise<boolean> =>
    (await clesType(m, 'intervenant', [idIntervenant(acces.doc.id)], { antenne: a }))[0] !== undefined;
  const oui = await Promise.all(CODES_ANTENNES.map(connue));
  return CODES_ANTENNES.filter((_, n) => oui[n]);
};

type Sienne = { retenue: Retenue; antenne: Antenne };

const lireSiennes = async (m: Magasin, acces: Acces, mois: Mois, maintenant: Instant): Promise<Sienne[]> => {
  const contexte = { maintenant, parametresAu: lecteurParametres(await lireParametres(m)) };
  const periode = { de: premierJour(mois), a: dernierJour(mois) };
  const sujet =
    acces.genre === 'USAGER' ? ({ usagerId: acces.doc.id } as const) : ({ intervenantId: acces.doc.id } as const);
  const siennes: Sienne[] = [];
  for (const antenne of await sesAntennes(m, acces))
    for (const retenue of await lireRetenuesDe(m, { antenne, ...periode }, sujet, contexte))
      siennes.push({ retenue, antenne });
  const rang = ({ retenue: { intervention: i } }: Sienne): string =>
    i.visite?.debut ?? i.arrivee?.instant ?? i.depart?.instant ?? i.date;
  return siennes.sort((x, y) => (rang(x) < rang(y) ? -1 : 1));
};

const cleObjet = (o: { genre: string; id: string }): string => `${o.genre} ${o.id}`;

/** Her word on each visit, the last one, and whether the antenna has taken it away. */
const lireContestations = async (
  m: Magasin,
  antennes: Iterable<Antenne>,
  intervenantId: string,
  de: DateCivile,
  a: DateCivile,
): Promise<Map<string, NonNullable<MaVisite['contestation']>>> => {
  const siennes = new Map<string, NonNullable<MaVisite['contestation']>>();
  for (const antenne of antennes) {
    const notes = await plageType(m, 'note', { antenne }, { de: de, avant: `${a}:\uffff` });
    const otees = new Set(notes.flatMap((n) => n.efface ?? []));
    for (const n of notes)
      if (n.intervenantId === intervenantId && n.efface === undefined)
        siennes.set(cleObjet(n.objet), {
          texte: n.texte.slice(TETE.length),
          instant: n.instant,
          traitee: otees.has(n.id),
        });
  }
  return siennes;
};

const montrer = (
  { retenue: r }: Sienne,
  autre: string,
  contestation: MaVisite['contestation'] | undefined,
): MaVisite => {
  const i = r.intervention;
  const { debut, fin } = r;
  const minutes =
    debut && fin && !r.supprimee ? minutesSchema.parse(ecartMinutes(debut, fin) + r.minutesComplementaires) : undefined;
  return {
    objet: r.cible,
    date: i.date,
    avec: autre,
    statut: r.conflit ? 'CONFLIT' : r.statut,
    ...(i.visite ? { prevu: { debut: i.visite.debut, fin: i.visite.fin } } : {}),
    ...(i.arrivee ? { arrivee: i.arrivee.instant } : {}),
    ...(i.depart ? { depart: i.depart.instant } : {}),
    ...(debut ? { debut } : {}),
    ...(fin ? { fin } : {}),
    ...(minutes === undefined ? {} : { minutes }),
    ...(minutes === undefined || r.minutesComplementaires === 0 ? {} : { complement: r.minutesComplementaires }),
    ...(contestation ? { contestation } : {}),
  };
};

/** Names of the other persons, as these antennas know them. */
const nommer = async (m: Magasin, acces: Acces, siennes: readonly Sienne[]): Promise<Map<string, string>> => {
  const noms = new Map<string, string>();
  for (const antenne of new Set(siennes.map((s) => s.antenne))) {
    const ids = [
      ...new Set(
        siennes
          .filter((s) => s.antenne === antenne)
          .map(({ retenue: r }) => (acces.genre === 'USAGER' ? r.intervenantId : r.usagerId)),
      ),
    ];
    const cle = acces.genre === 'USAGER' ? idIntervenant : idUsager;
    const docs = await clesType(m, ['usager', 'intervenant'], ids.map(cle), { antenne });
    ids.forEach((id, n) => {
      noms.set(id, avec(docs[n]));
    });
  }
  return noms;
};

/** The visits of a month as the person that they are about reads them; the last month where none is asked for. */
export const lireMesHeures = async (
  m: Magasin,
  horloge: Horloge,
  acces: Acces,
  demande: Mois | undefined,
): Promise<Resultat<MesHeures>> => {
  const maintenant = horloge();
  const ceMois = moisParis(maintenant);
  const { fenetreMois } = lecteurParametres(await lireParametres(m))(dateParis(maintenant));
  const moisLisibles = Array.from({ length: fenetreMois + 1 }, (_, n) => ajouterMois(ceMois, -n));
  const mois = demande ?? ceMois;
  if (!moisLisibles.includes(mois))
    return refuser('MOIS', 'Ce mois ne se lit plus ici : demandez le relevé à votre antenne.');
  const siennes = await lireSiennes(m, acces, mois, maintenant);
  const noms = await nommer(m, acces, siennes);
  const contestations = await lireContestations(
    m,
    new Set(siennes.map((s) => s.antenne)),
    acces.doc.id,
    premierJour(mois),
    dernierJour(mois),
  );
  const visites = siennes.map((s) =>
    montrer(
      s,
      noms.get(acces.genre === 'USAGER' ? s.retenue.intervenantId : s.retenue.usagerId) ?? '',
      acces.genre === 'INTERVENANT' ? contestations.get(cleObjet(s.retenue.cible)) : undefined,
    ),
  );
  const comptees = visites.filter((v) => v.statut !== 'ANNULEE');
  const enManque = comptees.filter((v) => v.minutes === undefined && v.statut !== 'COUVERTE');
  const passees = enManque.filter((v) => finDe(v) <= epochMs(maintenant));
  return {
    ok: true,
    valeur: {
      genre: acces.genre,
      prenom: acces.doc.prenom,
      mois,
      moisLisibles,
      visites,
      total: minutesSchema.parse(comptees.reduce((n, v) => n + (v.minutes ?? 0), 0)),
      incompletes: passees.length,
    },
  };
};

/** A planned visit lacks nothing before its end. */
const finDe = (v: MaVisite): number => (v.prevu ? epochMs(v.prevu.fin) : 0);

/**
 * An aide says that the hours of one of her visits are wrong. Her word is a note on the visit, that the antenna's managers have
 * before them until they take it away: it changes no hour by itself.
 */
export const contester = async (
  m: Magasin,
  horloge: Horloge,
  acces: Acces,
  d: Omit<DemandeContestation, 'jeton' | 'code'>,
): Promise<Resultat<true>> => {
  if (acces.genre !== 'INTERVENANT')
    return refuser('CONTESTATION', 'Cet accès montre les visites. Pour une erreur, appelez votre antenne.');
  const maintenant = horloge();
  const mois = moisDe(d.date);
  const siennes = await lireSiennes(m, acces, mois, maintenant);
  const visee = siennes.find((s) => cleObjet(s.retenue.cible) === cleObjet(d.objet));
  if (!visee)
    return refuser('CONTESTATION', 'Cette visite n’est plus parmi les vôtres : relisez le mois, puis recommencez.');
  const antennes = new Set(siennes.map((s) => s.antenne));
  const dites = await lireContestations(m, antennes, acces.doc.id, premierJour(mois), dernierJour(mois));
  if (dites.get(cleObjet(d.objet))?.traitee === false)
    return refuser('CONTESTATION', 'Votre antenne a déjà votre mot sur cette visite et ne l’a pas encore traité.');
  if ([...dites.values()].filter((c) => !c.traitee).length >= CONTESTATIONS_MAX)
    return refuser('CONTESTATION', 'Beaucoup de vos visites attendent déjà une réponse : appelez votre antenne.');
  const id = ulid();
  const note: Note = {
    _id: `note:${visee.retenue.intervention.date}:${id}`,
    type: 'note',
    id,
    date: visee.retenue.intervention.date,
    antenne: visee.antenne,
    auteur: nomEntier(acces.doc),
    intervenantId: acces.doc.id,
    instant: maintenant,
    poste: POSTE,
    objet: visee.retenue.cible,
    usagerId: visee.retenue.usagerId,
    texte: `${TETE}${d.texte}`,
  };
  // Its id is new: nobody else has it.
  sansReponse(await deposerEtNoter(m, baseAntenne(visee.antenne), [note]));
  await tracer(m, {
    instant: maintenant,
    auteur: `intervenant ${acces.doc.id}`,
    action: 'ACCES_PERSONNEL',
    objet: `contester ${note._id}`,
  });
  return { ok: true, valeur: true };
};
