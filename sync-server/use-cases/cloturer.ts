import { createHash } from 'node:crypto';
import type { Cloture, EtatFige } from '#shared/contrats/cloture';
import { ANTENNES, type Antenne, nommerAntennes, type Refus, type Resultat, refuser } from '#shared/contrats/commun';
import type { Complement } from '#shared/contrats/complement';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import type { StatutRetenu } from '#shared/contrats/intervention';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import type { Retenue } from '#shared/domain/types';
import { dernierJour, moisDe, moisParis, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { tracer } from '../adapters/depot/audit';
import { accepteesDuMois, lireCorrectionsMois } from '../adapters/depot/mois';
import { enMarquant } from '../adapters/depot/mois-clos';
import { avecVerrou } from '../adapters/depot/verrou';
import { type AccesMagasin, ecrireLot, lireIds, plageDuType } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { pointerFichesDuMois } from '../transitions/pointer-fiche';
import { type Cadre, calculerMois, lireCadre } from './cloturer-etats';
import { lireCloture, lireFiges } from './cloturer-report';

export type PortsCloture = {
  magasin: AccesMagasin;
  horloge: Horloge;
  /** Runs the transitions until nothing is left to do: what was received is paired and judged before it is frozen. */
  rattraper: () => Promise<void>;
  progres?: (texte: string) => void;
};

export type CommandeCloture = { mois: Mois; antennes: readonly Antenne[]; motif?: string | undefined; auteur: string };

export type RapportCloture = {
  mois: Mois;
  closes: Cloture[];
  /** Antennas that were closed before: left as they are. */
  dejaCloses: Antenne[];
};

/** [CL-1] What is still to be settled, in the words of the screen. */
const INCOMPLETS = {
  SANS_ARRIVEE: 'sans arrivée',
  SANS_DEPART: 'sans départ',
  EN_COURS: 'en cours',
  NON_POINTEE: 'prévues et non pointées',
  PREVUE: 'encore à venir',
} as const satisfies Partial<Record<StatutRetenu, string>>;
type Incomplet = keyof typeof INCOMPLETS;

const compterIncompletes = (retenues: readonly Retenue[], mois: Mois, antenne: Antenne): Map<Incomplet, number> => {
  const comptes = new Map<Incomplet, number>();
  for (const { statut, intervention: i } of retenues) {
    if (!(statut in INCOMPLETS) || i.antenne !== antenne || moisDe(i.date) !== mois) continue;
    const s = statut as Incomplet;
    comptes.set(s, (comptes.get(s) ?? 0) + 1);
  }
  return comptes;
};

const total = (comptes: ReadonlyMap<Incomplet, number>): number => [...comptes.values()].reduce((a, b) => a + b, 0);

const enPhrase = (antenne: Antenne, comptes: ReadonlyMap<Incomplet, number>): string =>
  `${ANTENNES[antenne].libelle} : ${[...comptes].map(([s, n]) => `${n} ${INCOMPLETS[s]}`).join(', ')}`;

/** SHA-256 of the frozen documents, in order of id: what the files and statements are made from. */
export const empreinteFigee = (etats: readonly (EtatFige | Complement)[]): string => {
  const h = createHash('sha256');
  for (const e of etats) h.update(jsonCanonique(e)).update('\n');
  return h.digest('hex');
};

/** [CL-1, CL-2] Closes a month, each antenna once. What is incomplete asks for a written reason. */
export const cloturer = async (p: PortsCloture, c: CommandeCloture): Promise<Resultat<RapportCloture>> =>
  (await avecVerrou(p.magasin, p.horloge, (jeton) => cloturerSeul(p, c, jeton))) ??
  refuser('ECRITURE_EN_COURS', 'Un import ou une clôture est déjà en cours : attendez sa fin, puis relancez.');

/** [CL-1] What is closed is closed for good: a month that still runs is closed only by who says why. */
const refusMoisEnCours = (mois: Mois, maintenant: Instant, motif: string | undefined): Refus | undefined =>
  mois < moisParis(maintenant) || motif
    ? undefined
    : {
        code: 'MOIS_EN_COURS',
        message: `Le mois ${mois} n'est pas terminé (dernier jour : ${dernierJour(mois)}). Une clôture est définitive : les visites qui viendraient encore n'entreraient plus dans ses fichiers. Attendez la fin du mois, ou donnez un motif écrit avec --motif.`,
      };

const cloturerSeul = async (
  p: PortsCloture,
  commande: CommandeCloture,
  jeton: string,
): Promise<Resultat<RapportCloture>> => {
  const c = { ...commande, motif: commande.motif?.trim() };
  const dejaCloses: Antenne[] = [];
  for (const antenne of c.antennes) if (await lireCloture(p.magasin, antenne, c.mois)) dejaCloses.push(antenne);
  const aClore = c.antennes.filter((a) => !dejaCloses.includes(a));
  if (aClore.length === 0)
    return refuser(
      'DEJA_CLOS',
      `Le mois ${c.mois} est déjà clos (${nommerAntennes(dejaCloses)}). Il ne se clôt qu'une fois : une correction tardive part avec la clôture suivante.`,
    );
  const refus = refusMoisEnCours(c.mois, p.horloge(), c.motif);
  if (refus) return { ok: false, refus };
  p.progres?.('Appariement…');
  // Before the mark: all that was received until then is judged.
  await p.rattraper();
  const marque = { mois: c.mois, antennes: aClore, jeton, instant: p.horloge() };
  const closes = await enMarquant(p.magasin, marque, () => calculerEtFiger(p, c, aClore));
  return closes.ok ? { ok: true, valeur: { mois: c.mois, closes: closes.valeur, dejaCloses } } : closes;
};

/** Times that the month is computed again because of a correction that was being accepted as it was read. */
const ESSAIS_MAX = 5;

const calculerEtFiger = async (
  p: PortsCloture,
  c: CommandeCloture,
  aClore: readonly Antenne[],
): Promise<Resultat<Cloture[]>> => {
  for (const antenne of aClore) await pointerFichesDuMois(p.magasin, antenne, c.mois);
  for (let essai = 0; essai < ESSAIS_MAX; essai++) {
    // A creation that was accepted just before the mark is a visit only once it is paired.
    await p.rattraper();
    p.progres?.('Calcul des heures retenues et de la ventilation…');
    const cadre = await lireCadre(p.magasin, p.horloge());
    if (!cadre.ok) return cadre;
    const { retenues, parAntenne, acceptees } = await calculerMois(cadre.valeur, c.mois, aClore);
    const incompletes = new Map(aClore.map((a) => [a, compterIncompletes(retenues, c.mois, a)]));
    const enDefaut = aClore.filter((a) => total(incompletes.get(a) ?? new Map()) > 0);
    if (enDefaut.length > 0 && !c.motif) {
      const detail = enDefaut.map((a) => enPhrase(a, incompletes.get(a) ?? new Map())).join(' ; ');
      return refuser(
        'INCOMPLETES',
        `Des interventions de ${c.mois} sont incomplètes (${detail}). Corrigez-les, ou donnez un motif écrit avec --motif.`,
      );
    }
    for (const antenne of aClore) {
      p.progres?.(`${ANTENNES[antenne].libelle}…`);
      await ecrireFiges(p.magasin, antenne, c.mois, parAntenne.get(antenne) ?? []);
    }
    // What was being judged as the mark was set may have been accepted since: then it is in no file yet.
    const enFin = accepteesDuMois(await lireCorrectionsMois(p.magasin, c.mois), c.mois);
    if ([...enFin].some((id) => !acceptees.has(id))) continue;
    const closes: Cloture[] = [];
    for (const antenne of aClore)
      closes.push(
        await clore(
          cadre.valeur,
          c,
          antenne,
          parAntenne.get(antenne) ?? [],
          total(incompletes.get(antenne) ?? new Map()),
        ),
      );
    return { ok: true, valeur: closes };
  }
  return refuser(
    'CORRECTIONS_EN_COURS',
    `Des corrections de ${c.mois} arrivent sans cesse pendant la clôture : rien n'est clos. Relancez dans un moment.`,
  );
};

/** [FI-6] A usager with no visit this month leaves a cap to the months that follow: it is frozen like the others. */
const plafondsDe = (cadre: Cadre, antenne: Antenne, mois: Mois): Cloture['plafonds'] => {
  const plafonds: Cloture['plafonds'] = {};
  for (const [id, u] of [...cadre.usagers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (![premierJour(mois), dernierJour(mois)].some((d) => antenneAu(u, d) === antenne)) continue;
    const siens = u.prisesEnCharge.flatMap((x) =>
      x.minutesMax === undefined ? [] : [[x.numero, x.minutesMax] as const],
    );
    if (siens.length > 0) plafonds[id] = Object.fromEntries(siens);
  }
  return plafonds;
};

const LOT = 500;

/** Writes the frozen documents, which nothing reads until a closing names them. */
const ecrireFiges = async (
  m: AccesMagasin,
  antenne: Antenne,
  mois: Mois,
  etats: readonly EtatFige[],
): Promise<void> => {
  const base = baseAntenne(antenne);
  // A closing that a crash cut left frozen documents that no closing names: they are replaced.
  const restes = new Map((await lireFiges(m, antenne, mois)).map((d) => [d._id, d._rev]));
  const ids = new Set(etats.map((e) => e._id));
  const aEcrire: object[] = [
    ...etats.map((e) => (restes.has(e._id) ? { ...e, _rev: restes.get(e._id) } : e)),
    ...[...restes].filter(([id]) => !ids.has(id)).map(([_id, _rev]) => ({ _id, _rev, _deleted: true })),
  ];
  for (let i = 0; i < aEcrire.length; i += LOT) {
    const faute = (await ecrireLot(m, base, aEcrire.slice(i, i + LOT))).find((l) => l.erreur !== undefined);
    if (faute) throw new Error(`état figé non écrit (${faute.erreur}) : ${faute.id}`);
  }
};

/** Writes the one document that makes the closing current. */
const clore = async (
  cadre: Cadre,
  c: CommandeCloture,
  antenne: Antenne,
  etats: readonly EtatFige[],
  incompletes: number,
): Promise<Cloture> => {
  const base = baseAntenne(antenne);
  const numero = (await lireIds(cadre.m, base, plageDuType('cloture'))).length + 1;
  const p = cadre.parametresAu(dernierJour(c.mois));
  const doc: Cloture = {
    _id: idCloture(c.mois),
    type: 'cloture',
    mois: c.mois,
    antenne,
    numero,
    auteur: c.auteur,
    instant: cadre.maintenant,
    ...(c.motif ? { motif: c.motif } : {}),
    incompletes,
    nombreVisites: etats.reduce((n, e) => n + e.visites.length, 0),
    nombreBruts: etats.reduce((n, e) => n + e.bruts.length, 0),
    usagers: etats.length,
    empreinte: empreinteFigee(etats),
    parametres: { debut: cadre.parametresAu(premierJour(c.mois)), fin: p, versions: cadre.parametres },
    financeurs: cadre.versionsFinanceurs,
    reportApaDepuis: p.reportApaDepuis,
    plafonds: plafondsDe(cadre, antenne, c.mois),
  };
  await cadre.m.nano.use(base).insert(doc);
  await tracer(cadre.m, { instant: doc.instant, auteur: c.auteur, action: 'CLOTURE', objet: `${antenne} ${c.mois}` });
  return doc;
};
