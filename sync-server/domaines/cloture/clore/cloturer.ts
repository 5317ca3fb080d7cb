import type { ClotureEcrite } from '#shared/contrats/cloture/cloture';
import { type Antenne, type Refus, type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { libelleAntenne, nommerAntennes } from '#shared/domain/antenne/registre';
import { comparer } from '#shared/domain/appariement/ordre';
import type { Retenue } from '#shared/domain/types';
import { dateEntiere, deMois, moisEnMots } from '#shared/mots/dates';
import { dernierJour, moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import type { Rattraper } from '../../../ports/rattraper';
import { ouvrirFile } from '../../../socle/file-calculs';
import { tousFinis } from '../../../socle/tous-finis';
import { refusGrappe } from '../../../store/grappe/grappe';
import { compterPourDeBon, refusInventaireFerme } from '../../../store/inventaire/pour-de-bon';
import { lireCloture } from '../../../store/lectures/clos';
import { accepteesDuMois, lireCorrectionsMois, premierMoisDIntervention } from '../../../store/lectures/mois';
import { anterieursOuverts } from '../../../store/lectures/mois-a-clore';
import { enMarquant } from '../../../store/lectures/mois-clos';
import { exigerSources } from '../../../store/lectures/sources-ecartees';
import type { Magasin } from '../../../store/lire';
import { rejouerLots } from '../../../store/lots';
import { avecVerrou } from '../../../store/verrou';
import { pointerFichesDuMois } from '../../pointages';
import type { Equilibre } from '../inventaire/equilibrer';
import { ouvrirControle } from '../inventaire/exiger';
import { manifesteInventaire } from '../inventaire/manifeste';
import type { Empechement } from '../retenir/a-voir';
import { garderAgregat } from '../retenir/agregats';
import { compterSansVisite, nommerDispensees } from '../retenir/dispensees';
import { garderReperes, lireRemuants } from '../retenir/remuants';
import { type Calcul, calculer } from './calculer';
import { refusDisposition } from './dispositions';
import { clore, type Fige, figer } from './ecrire';
import { incompletesEnPhrase, totalIncompletes } from './incompletes';

export { empreinteFigee } from './ecrire';

export type PortsCloture = {
  magasin: Magasin;
  horloge: Horloge;
  /** Runs the transitions until nothing is left to do: what was received is paired and judged before it is frozen. */
  rattraper: Rattraper;
  progres?: (texte: string) => void;
};

export type CommandeCloture = {
  mois: Mois;
  antennes: readonly Antenne[];
  motif?: string | undefined;
  auteur: string;
  /** Where the reason is given, as refusals say it. */
  ou?: string;
};
const OU = 'avec --motif';
const RIEN = 'Rien n’a été clos.';

export type RapportCloture = {
  mois: Mois;
  closes: ClotureEcrite[];
  /** [CL-4] Visits that came from another antenna, which has told them: they leave once it has taken them back. */
  tenues: { antenne: Antenne; visites: number }[];
  /** [CL-4] Visits of months closed before that what came since has left in conflict or incomplete: no complement says them. */
  aVoir: { antenne: Antenne; visites: { date: DateCivile; quoi: Empechement }[] }[];
  /** Antennas that were closed before: left as they are. */
  dejaCloses: Antenne[];
  /** Earlier months that the antennas leave open behind this one. */
  anterieurs: AnterieursOuverts[];
};
export type AnterieursOuverts = { antenne: Antenne; mois: Mois[] };

/** [CL-1, CL-2] Closes a month, each antenna once. What is incomplete asks for a written reason. */
export const cloturer = async (p: PortsCloture, c: CommandeCloture): Promise<Resultat<RapportCloture>> =>
  (await avecVerrou(p.magasin, p.horloge, (jeton) => cloturerSeul(p, c, jeton))) ??
  refuser('ECRITURE_EN_COURS', 'Un import ou une clôture est déjà en cours : attendez sa fin, puis relancez.');

/** [CL-1] What is closed is closed for good: a month that still runs is closed only by who says why. */
const refusMoisEnCours = ({ mois, motif, ou = OU }: CommandeCloture, maintenant: Instant): Refus | undefined =>
  mois < moisParis(maintenant) || motif
    ? undefined
    : {
        code: 'MOIS_EN_COURS',
        message: `Le mois ${deMois(mois)} n’est pas terminé (dernier jour : ${dateEntiere(dernierJour(mois))}). Une clôture est définitive : les visites qui viendraient encore n’entreraient plus dans ses fichiers. Attendez la fin du mois, ou donnez un motif écrit ${ou}.`,
      };

const lireAnterieurs = async (m: Magasin, mois: Mois, aClore: readonly Antenne[]): Promise<AnterieursOuverts[]> => {
  const premier = await premierMoisDIntervention(m);
  const tous = await Promise.all(
    aClore.map(async (antenne) => ({ antenne, mois: await anterieursOuverts(m, antenne, mois, premier) })),
  );
  return tous.filter((a) => a.mois.length > 0);
};

/** [CL-1, FI-6] Months follow each other: one that is closed before those that precede it, only by who says why. */
const refusHorsOrdre = (
  { mois, motif, ou = OU }: CommandeCloture,
  anterieurs: readonly AnterieursOuverts[],
): Refus | undefined =>
  anterieurs.length === 0 || motif
    ? undefined
    : {
        code: 'MOIS_ANTERIEUR',
        message: `Des mois d’avant ${moisEnMots(mois)} ne sont pas clos (${anterieurs.map(enMots).join(' ; ')}) : ils comptent dans ses plafonds. Clôturez-les d’abord, ou donnez un motif écrit ${ou}.`,
      };

const enMots = (a: AnterieursOuverts): string => `${libelleAntenne(a.antenne)} : ${a.mois.map(moisEnMots).join(', ')}`;

const cloturerSeul = async (
  p: PortsCloture,
  commande: CommandeCloture,
  jeton: string,
): Promise<Resultat<RapportCloture>> => {
  const c = { ...commande, motif: commande.motif?.trim() };
  const enRetard = await refusGrappe(p.magasin, RIEN);
  if (enRetard) return enRetard;
  const lues = await Promise.all(c.antennes.map((antenne) => lireCloture(p.magasin, antenne, c.mois)));
  const dejaCloses = c.antennes.filter((_, i) => lues[i]);
  const aClore = c.antennes.filter((a) => !dejaCloses.includes(a));
  if (aClore.length === 0)
    return refuser(
      'DEJA_CLOS',
      `Le mois ${deMois(c.mois)} est déjà clos (${nommerAntennes(dejaCloses)}). Il ne se clôt qu’une fois : une correction tardive part avec la clôture suivante.`,
    );
  const anterieurs = await lireAnterieurs(p.magasin, c.mois, aClore);
  const refus = refusMoisEnCours(c, p.horloge()) ?? refusHorsOrdre(c, anterieurs);
  if (refus) return { ok: false, refus };
  // What a crash left half written is received, and counted.
  await rejouerLots(p.magasin);
  // Without it nothing says what should be there: it opens on a cluster that is calm, which this one was a moment ago.
  const ferme = await refusInventaireFerme({ ...p, verrouTenu: true }, RIEN);
  if (ferme) return ferme;
  p.progres?.('Appariement…');
  // Before the mark: all that was received until then is judged. Alerts and counts, which nothing of this reads, wait.
  await p.rattraper('VISITES');
  const marque = { mois: c.mois, antennes: aClore, jeton, instant: p.horloge() };
  const closes = await enMarquant(p.magasin, marque, () => calculerEtFiger(p, c, aClore));
  return closes.ok ? { ok: true, valeur: { mois: c.mois, ...closes.valeur, dejaCloses, anterieurs } } : closes;
};

/** Times that the month is computed again because of a correction that was being accepted as it was read. */
const ESSAIS_MAX = 5;

const duMois = ({ retenues }: Pick<Calcul, 'retenues'>, antenne: Antenne, mois: Mois): Retenue[] =>
  retenues.filter(({ intervention: i }) => i.antenne === antenne && moisDe(i.date) === mois);

const refusIncompletes = async (
  m: Magasin,
  c: CommandeCloture,
  { incompletes, retenues }: Calcul,
): Promise<Refusee | undefined> => {
  const enDefaut = [...incompletes].filter(([, n]) => totalIncompletes(n) > 0);
  if (enDefaut.length === 0 || c.motif) return undefined;
  const dites: string[] = [];
  for (const [antenne, comptes] of enDefaut) {
    const siennes = duMois({ retenues }, antenne, c.mois);
    dites.push(incompletesEnPhrase(antenne, await nommerDispensees(m, antenne, siennes, comptes)));
  }
  const detail = dites.join(' ; ');
  return refuser(
    'INCOMPLETES',
    `Des interventions ${deMois(c.mois)} sont incomplètes. ${detail}. Corrigez-les, ou donnez un motif écrit ${c.ou ?? OU}.`,
  );
};

/** What was being judged as the mark was set: then it is in no file yet. */
const aRecu = async (m: Magasin, c: CommandeCloture, calcul: Calcul): Promise<boolean> => {
  const enFin = accepteesDuMois(await lireCorrectionsMois(m, c.mois), c.mois);
  return [...enFin].some((id) => !calcul.acceptees.has(id));
};

/** What changed closed months as they were read, one before and another after: a visit that moved would be in both. */
const ontBouge = async (c: CommandeCloture, calcul: Calcul, aClore: readonly Antenne[]): Promise<boolean> => {
  const { cadre, remuants } = calcul;
  const depuis = await lireRemuants(cadre, c.mois, aClore, remuants.reperes);
  return aClore.some((a) => cadre.passe.clotures(a).some((x) => depuis.mois.has(x.mois)));
};

const lireEtCalculer = async (
  p: PortsCloture,
  c: CommandeCloture,
  aClore: readonly Antenne[],
): Promise<Resultat<{ calcul: Calcul; equilibre: Equilibre }>> => {
  const { verifier } = await ouvrirControle(p.magasin, { mois: c.mois, antennes: aClore, rien: RIEN });
  // A creation that was accepted just before the mark is a visit only once it is paired.
  await p.rattraper('VISITES', { revoir: c.mois });
  await exigerSources(p.magasin, c.mois);
  const calcule = await calculer(p, c.mois, aClore);
  if (!calcule.ok) return calcule;
  const equilibre = await verifier(calcule.valeur);
  if ('refus' in equilibre) return equilibre;
  const refus = (await refusIncompletes(p.magasin, c, calcule.valeur)) ?? refusDisposition(calcule.valeur, c.mois);
  return refus ?? { ok: true, valeur: { calcul: calcule.valeur, equilibre } };
};

/** All antennas at once, each in its own database. One that fails stops the closing once the others no longer write. */
const figerToutes = async (
  p: PortsCloture,
  c: CommandeCloture,
  { cadre, aFiger }: Calcul,
): Promise<Map<Antenne, Fige>> => {
  const figes = new Map<Antenne, Fige>();
  const enFile = ouvrirFile();
  await tousFinis(
    [...aFiger].map(async ([antenne, sien]) => {
      p.progres?.(`Antenne ${libelleAntenne(antenne)}…`);
      figes.set(antenne, await figer(cadre, antenne, c.mois, sien, enFile));
    }),
  );
  return figes;
};

const direAVoir = ({ aVoir }: Calcul): RapportCloture['aVoir'] =>
  [...aVoir].flatMap(([antenne, siennes]) => {
    const visites = siennes.map(({ quoi, retenue }) => ({ date: retenue.intervention.date, quoi }));
    return visites.length > 0 ? [{ antenne, visites: visites.sort((x, y) => comparer(x.date, y.date)) }] : [];
  });

const calculerEtFiger = async (
  p: PortsCloture,
  c: CommandeCloture,
  aClore: readonly Antenne[],
): Promise<Resultat<Pick<RapportCloture, 'closes' | 'tenues' | 'aVoir'>>> => {
  for (const antenne of aClore) await pointerFichesDuMois(p.magasin, antenne, c.mois);
  for (let essai = 0; essai < ESSAIS_MAX; essai++) {
    const calcule = await compterPourDeBon({ ...p, verrouTenu: true }, RIEN, () => lireEtCalculer(p, c, aClore));
    // A punch that came as the month was read is in its visit the next time.
    if (!calcule.ok && calcule.refus.code === 'INVENTAIRE' && essai === 0) continue;
    if (!calcule.ok) return calcule;
    const { calcul, equilibre } = calcule.valeur;
    const figes = await figerToutes(p, c, calcul);
    if (await aRecu(p.magasin, c, calcul)) continue;
    // The next closing finds it all the same: closed months that never come to rest do not hold this one up.
    if (essai < ESSAIS_MAX - 1 && (await ontBouge(c, calcul, aClore))) continue;
    const closes: ClotureEcrite[] = [];
    const tenues: RapportCloture['tenues'] = [];
    for (const [antenne, aFiger] of calcul.aFiger) {
      const fige = figes.get(antenne);
      if (!fige) continue;
      const incompletes = totalIncompletes(calcul.incompletes.get(antenne) ?? new Map());
      const { mois, auteur, motif } = c;
      const sansVisite =
        incompletes > 0 ? await compterSansVisite(p.magasin, antenne, duMois(calcul, antenne, mois)) : 0;
      const inventaire = await manifesteInventaire(
        p.magasin,
        { antenne, mois },
        { retenues: calcul.retenues, etats: aFiger.etats },
        equilibre,
      );
      const close = await clore(
        calcul.cadre,
        { mois, antenne, auteur, motif, incompletes, sansVisite, fige, inventaire },
        aFiger,
      );
      closes.push(close);
      await garderAgregat(p.magasin, fige.agregat);
      const siennes = calcul.cadre.tenues.get(antenne);
      if (siennes && siennes.size > 0) tenues.push({ antenne, visites: siennes.size });
      await garderReperes(p.magasin, antenne, calcul.remuants.reperes, {
        tenues: new Set(siennes?.values()),
        aVoir: new Set(calcul.aVoir.get(antenne)?.map(({ retenue }) => moisDe(retenue.intervention.date))),
      });
    }
    return { ok: true, valeur: { closes, tenues, aVoir: direAVoir(calcul) } };
  }
  return refuser(
    'CORRECTIONS_EN_COURS',
    `Des corrections ${deMois(c.mois)} arrivent sans cesse pendant la clôture : rien n’est clos. Relancez dans un moment.`,
  );
};
