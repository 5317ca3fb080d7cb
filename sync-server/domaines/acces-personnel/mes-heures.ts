import type { MaVisite, MesHeures } from '#shared/contrats/acces/acces-personnel';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { estEntamee } from '#shared/domain/absence/absences';
import { type Dispenses, estExcusable, statutDispense } from '#shared/domain/alerte/dispenses';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Retenue } from '#shared/domain/types';
import {
  ajouterMois,
  dateParis,
  dernierJour,
  ecartMinutes,
  epochMs,
  moisParis,
  premierJour,
} from '#shared/temps/paris';
import { type Instant, type Mois, minutesSchema } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { lireParametres } from '../../store/lectures/connus';
import { lireDispenses } from '../../store/lectures/dispenses';
import { lireEtatsDesMois } from '../../store/lectures/mois-clos';
import type { Magasin } from '../../store/lire';
import { clesType } from '../../store/types';
import { lireRetenuesDe } from '../dossiers';
import type { Acces } from './liens';
import { enContestation, lireMots } from './mots-aide';

const avec = (p: { prenom: string; nom: string } | undefined): string => (p ? `${p.prenom} ${p.nom.slice(0, 1)}.` : '');

/** Where this person's visits are: a usager's antennas, any antenna that knows the aide. */
const sesAntennes = async (m: Magasin, acces: Acces): Promise<readonly Antenne[]> => {
  if (acces.genre === 'USAGER') return [...new Set(acces.doc.antennes.map((a) => a.antenne))];
  const connue = async (a: Antenne): Promise<boolean> =>
    (await clesType(m, 'intervenant', [idIntervenant(acces.doc.id)], { antenne: a }))[0] !== undefined;
  const oui = await Promise.all(codesAntennes().map(connue));
  return codesAntennes().filter((_, n) => oui[n]);
};

/**
 * [AL-5] `absent`: its usager is away the whole day, and nobody came: no hour of it is waited for. `excusee`: nor is any once it is past
 * on the day when an absence begins or ends, where the usager was at home a part of it: who came then proposes hers.
 */
export type Sienne = { retenue: Retenue; antenne: Antenne; absent: boolean; excusee: boolean };

const absenceDe = (r: Retenue, dispenses: Dispenses): Pick<Sienne, 'absent' | 'excusee'> => {
  const { intervention: i } = r;
  const d = r.conflit ? undefined : dispenses(r.usagerId, i.date);
  if (d?.quoi !== 'ABSENCE' || !estExcusable(r.statut)) return { absent: false, excusee: false };
  const absent = !estEntamee(d.absence, i.date);
  return { absent, excusee: absent || (r.statut === 'NON_POINTEE' && statutDispense(r.statut, d, i) !== undefined) };
};

/** [PR-2] A visit that is annulled, or counted with the one before, takes no hour before a manager restores it or parts them. */
export const prendDesHeures = ({ supprimee, intervention }: Retenue): boolean => !supprimee && !intervention.couverture;

export const lireSiennes = async (m: Magasin, acces: Acces, mois: Mois, maintenant: Instant): Promise<Sienne[]> => {
  const contexte = { maintenant, parametresAu: lecteurParametres(await lireParametres(m)) };
  const periode = { de: premierJour(mois), a: dernierJour(mois) };
  const sujet =
    acces.genre === 'USAGER' ? ({ usagerId: acces.doc.id } as const) : ({ intervenantId: acces.doc.id } as const);
  const siennes: Sienne[] = [];
  for (const antenne of await sesAntennes(m, acces)) {
    const retenues = await lireRetenuesDe(m, { antenne, ...periode }, sujet, contexte);
    const dispenses = await lireDispenses(m, antenne, retenues);
    for (const retenue of retenues) siennes.push({ retenue, antenne, ...absenceDe(retenue, dispenses) });
  }
  const rang = ({ retenue: { intervention: i } }: Sienne): string =>
    i.visite?.debut ?? i.arrivee?.instant ?? i.depart?.instant ?? i.date;
  return siennes.sort((x, y) => (rang(x) < rang(y) ? -1 : 1));
};

const montrer = (
  { retenue: r, excusee }: Sienne,
  autre: string,
  contestation: MaVisite['contestation'] | undefined,
  proposable: boolean,
): MaVisite => {
  const i = r.intervention;
  const { debut, fin } = r;
  const minutes =
    debut && fin && !r.supprimee ? minutesSchema.parse(ecartMinutes(debut, fin) + r.minutesComplementaires) : undefined;
  return {
    objet: r.cible,
    date: i.date,
    avec: autre,
    // Of an absence, a death: why is the antenna's to tell.
    statut: r.conflit ? 'CONFLIT' : excusee ? 'ABSENCE' : r.statut,
    ...(i.visite ? { prevu: { debut: i.visite.debut, fin: i.visite.fin } } : {}),
    ...(i.arrivee ? { arrivee: i.arrivee.instant } : {}),
    ...(i.depart ? { depart: i.depart.instant } : {}),
    ...(debut ? { debut } : {}),
    ...(fin ? { fin } : {}),
    ...(minutes === undefined ? {} : { minutes }),
    ...(minutes === undefined || r.minutesComplementaires === 0 ? {} : { complement: r.minutesComplementaires }),
    ...(contestation ? { contestation } : {}),
    ...(proposable ? { proposable: true as const } : {}),
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

/** No hour of these is for the antenna to complete: of one under way [AP-5], the departure is still to be called. */
const SANS_MANQUE: ReadonlySet<MaVisite['statut']> = new Set(['EN_COURS', 'COUVERTE', 'ABSENCE']);

/** A planned visit of which nothing was called lacks nothing before its end. */
const finDe = (v: MaVisite): number => (v.prevu ? epochMs(v.prevu.fin) : 0);

/** The visits of a month as the person that they are about reads them; the last month where none is asked for. */
export const lireMesHeures = async (
  m: Magasin,
  horloge: Horloge,
  acces: Acces,
  demande: Mois | undefined,
): Promise<Resultat<MesHeures>> => {
  const maintenant = horloge();
  const ceMois = moisParis(maintenant);
  const { fenetreMois, motifs, dureeMax } = lecteurParametres(await lireParametres(m))(dateParis(maintenant));
  const moisLisibles = Array.from({ length: fenetreMois + 1 }, (_, n) => ajouterMois(ceMois, -n));
  const mois = demande ?? ceMois;
  if (!moisLisibles.includes(mois))
    return refuser('MOIS', 'Ce mois ne se lit plus ici : demandez le relevé à votre antenne.');
  const siennes = await lireSiennes(m, acces, mois, maintenant);
  const noms = await nommer(m, acces, siennes);
  const aide = acces.genre === 'INTERVENANT';
  const mots = aide
    ? await lireMots(m, new Set(siennes.map((x) => x.antenne)), acces.doc.id, premierJour(mois))
    : () => undefined;
  // Hours are proposed by aides alone.
  const etats = aide ? await lireEtatsDesMois(m, maintenant) : undefined;
  const ouvert = (a: Antenne): boolean => etats !== undefined && !etats.estClos(a, mois) && !etats.seClot(a, mois);
  const visites = siennes.map((s) => {
    const mot = mots(s.retenue.intervention);
    return montrer(
      s,
      noms.get(aide ? s.retenue.usagerId : s.retenue.intervenantId) ?? '',
      mot && enContestation(mot),
      ouvert(s.antenne) && !s.absent && prendDesHeures(s.retenue),
    );
  });
  const comptees = visites.filter((v) => v.statut !== 'ANNULEE');
  const enManque = comptees.filter((v) => v.minutes === undefined && !SANS_MANQUE.has(v.statut));
  const incompletes = enManque.filter((v) => v.debut || v.fin || finDe(v) <= epochMs(maintenant));
  return {
    ok: true,
    valeur: {
      genre: acces.genre,
      prenom: acces.doc.prenom,
      mois,
      moisLisibles,
      visites,
      total: minutesSchema.parse(comptees.reduce((n, v) => n + (v.minutes ?? 0), 0)),
      incompletes: incompletes.length,
      ...(aide ? { proposer: { motifs, dureeMax } } : {}),
    },
  };
};
