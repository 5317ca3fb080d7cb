import { createHash } from 'node:crypto';
import type { Propositions, Rapport, RapportsLus } from '#shared/contrats/chiffres/rapport';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lirePeriode, periodesEditables, periodesFinies } from '#shared/domain/rapport/periode';
import { ajouterMois, dateParis, moisDe, moisParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Reserve } from '../../../adapters/sftp/reserve';
import type { Horloge } from '../../../ports/horloge';
import { apresChangement, poser, remplacer } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { clesType, lireSur, lireType, plageType } from '../../../store/types';
import { ENTREES, tracer } from '../../audit';
import { sortirPourDeBon } from '../etats/pour-de-bon';
import { estAvantCloture, lireClosLe, noterRevu } from './apres-cloture';
import { compterFaits, idPropositions } from './faits';

/** `reserve`: the files of every edition, by their hash. */
export type PortsRapport = { magasin: Magasin; horloge: Horloge; reserve: Reserve };

const idRapport = (periode: string): string => `rapport:${periode}`;
type Edition = Rapport['editions'][number];

/**
 * Counts a period that is over and files its report: a first edition, or another where the facts have changed. The same facts
 * make nothing new: `deja`.
 */
export const editerRapport = async (
  p: PortsRapport,
  c: { periode: string; auteur: string },
): Promise<Resultat<{ rapport: Rapport; deja: boolean }>> => {
  const periode = lirePeriode(c.periode);
  const faits = await sortirPourDeBon(p, { ...periode, antenne: 'TOUTES' }, 'Le rapport n’a pas été édité.', () =>
    compterFaits(p.magasin, periode, p.horloge),
  );
  if (!faits.ok) return faits;
  const empreinte = createHash('sha256').update(JSON.stringify(faits.valeur)).digest('hex');
  const connu = await lireSur(p.magasin, 'rapport', idRapport(c.periode), {});
  const derniere = connu?.editions.at(-1);
  if (connu && derniere?.empreinte === empreinte) return { ok: true, valeur: { rapport: connu, deja: true } };
  const { rendreFichiers } = await import('./rendre');
  const { pdf, xlsx } = await rendreFichiers(faits.valeur);
  const sansNumero: Omit<Edition, 'numero'> = {
    editeLe: p.horloge(),
    auteur: c.auteur,
    empreinte,
    pdf: await p.reserve.garder([pdf]),
    xlsx: await p.reserve.garder([xlsx]),
  };
  const ecrit = await poser<Rapport>(p.magasin, BASE_CENTRALE, idRapport(c.periode), (la) => {
    const editions = la?.editions ?? [];
    // Another may have edited the same meanwhile.
    if (editions.at(-1)?.empreinte === empreinte) return undefined;
    const edition: Edition = { numero: (editions.at(-1)?.numero ?? 0) + 1, ...sansNumero };
    return {
      _id: idRapport(c.periode),
      type: 'rapport',
      periode: c.periode,
      faits: faits.valeur,
      editions: [...editions, edition],
    };
  });
  const rapport = apresChangement(ecrit);
  const edition = rapport?.editions.at(-1);
  if (!rapport || !edition) throw new Error(`rapport ${c.periode} non écrit`);
  if ('inchange' in ecrit) return { ok: true, valeur: { rapport, deja: true } };
  await tracer(p.magasin, {
    instant: edition.editeLe,
    auteur: c.auteur,
    ...ENTREES.RAPPORT.ecrire.edition({ periode: c.periode, numero: edition.numero }),
  });
  return { ok: true, valeur: { rapport, deja: false } };
};

/** The month of the first minute that was measured: before it there was no service to report on. */
const premierMoisMesure = async (m: Magasin): Promise<Mois | undefined> => {
  const premiers = await Promise.all(
    (['disponibilite', 'disponibilite-extranet'] as const).map((type) => plageType(m, type, {}, { limite: 1 })),
  );
  const [date] = premiers
    .flat()
    .map((d) => d.date)
    .sort();
  return date && moisDe(date);
};

/** Every period that is over, from the first measured month on, the oldest first. */
const periodesDues = async (m: Magasin, maintenant: Instant): Promise<string[]> => {
  const dernier = ajouterMois(moisParis(maintenant), -1);
  const periodes: string[] = [];
  for (let un = (await premierMoisMesure(m)) ?? moisParis(maintenant); un <= dernier; un = ajouterMois(un, 1))
    periodes.push(...periodesFinies(un));
  return periodes;
};

/**
 * Writes the reports that are missing, and again those that were filed before their closing; how many were made. Run at start and
 * each day, so that months during which the server was down are not lost. What was punched meanwhile is counted first.
 */
export const editerManquants = async (p: PortsRapport & { rattraper: () => Promise<unknown> }): Promise<number> => {
  const periodes = await periodesDues(p.magasin, p.horloge());
  const connus = await clesType(p.magasin, 'rapport', periodes.map(idRapport), {});
  const closes = lireClosLe(p.magasin);
  const dues: string[] = [];
  for (const [n, periode] of periodes.entries()) {
    const connu = connus[n];
    if (!connu || (await estAvantCloture(connu, closes))) dues.push(periode);
  }
  if (dues.length > 0) await p.rattraper();
  // One that cannot be made holds up none of those that follow, and is tried again with the next day's.
  const echecs: { periode: string; cause: unknown }[] = [];
  let faits = 0;
  for (const periode of dues) {
    const depuis = p.horloge();
    try {
      const r = await editerRapport(p, { periode, auteur: 'SERVICE' });
      if (!r.ok) echecs.push({ periode, cause: r.refus.code });
      else if (r.valeur.deja) await noterRevu(p.magasin, idRapport(periode), depuis);
      else faits += 1;
    } catch (cause) {
      echecs.push({ periode, cause });
    }
  }
  if (echecs.length > 0)
    throw new AggregateError(
      echecs.map((e) => e.cause),
      `rapports non édités : ${echecs.map((e) => e.periode).join(', ')}`,
    );
  return faits;
};

/** Months that the screen offers to edit. */
const MOIS_OFFERTS = 24;

export const listerRapports = async (
  p: Omit<PortsRapport, 'reserve'>,
  o: { peutRediger: boolean },
): Promise<RapportsLus> => {
  const [rapports, propositions] = await Promise.all([
    plageType(p.magasin, 'rapport', {}),
    plageType(p.magasin, 'propositions', {}),
  ]);
  // The year before its last quarter, and that one before its last month.
  const rang = (periode: string): string => {
    const { au, mois } = lirePeriode(periode);
    return `${au} ${String(mois.length).padStart(2, '0')}`;
  };
  return {
    rapports: rapports
      .map(({ periode, editions }) => ({ periode, titre: lirePeriode(periode).titre, editions: editions.toReversed() }))
      .sort((a, b) => (rang(a.periode) < rang(b.periode) ? 1 : -1)),
    periodes: o.peutRediger
      ? periodesEditables(dateParis(p.horloge()), MOIS_OFFERTS).map(({ periode, titre }) => ({ periode, titre }))
      : [],
    ...(o.peutRediger ? { propositions: Object.fromEntries(propositions.map((d) => [d.periode, d.texte])) } : {}),
  };
};

/** The operator's words for a period; the next edition has them. */
export const redigerPropositions = async (
  p: Omit<PortsRapport, 'reserve'>,
  c: { periode: string; texte: string; auteur: string },
): Promise<void> => {
  const doc: Propositions = { ...c, _id: idPropositions(c.periode), type: 'propositions', instant: p.horloge() };
  await remplacer(p.magasin, BASE_CENTRALE, doc);
  await tracer(p.magasin, {
    instant: doc.instant,
    auteur: c.auteur,
    ...ENTREES.RAPPORT.ecrire.propositions(c),
  });
};

/** The file of an edition, as it was filed; the last one where none is named. */
export const ouvrirRapport = async (
  p: PortsRapport,
  c: { periode: string; format: 'pdf' | 'xlsx'; numero?: number | undefined },
): Promise<Resultat<{ nom: string; octets: Uint8Array }>> => {
  const connu = await lireType(p.magasin, 'rapport', idRapport(c.periode), {});
  const edition = connu?.editions.findLast((e) => c.numero === undefined || e.numero === c.numero);
  const octets = edition && (await p.reserve.lire(edition[c.format].empreinte));
  if (!edition || !octets)
    return refuser('RAPPORT_INCONNU', 'Ce rapport n’est pas classé ici. Rechargez la liste, ou refaites son édition.');
  return { ok: true, valeur: { nom: `RAPPORT_${c.periode}_E${edition.numero}.${c.format}`, octets } };
};
