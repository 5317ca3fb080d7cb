import type { Antenne } from '../../contrats/commun';
import { moisEnMots } from '../../mots/dates';
import { pluriel } from '../../mots/nombres';
import { ajouterMois } from '../../temps/paris';
import type { Instant, Mois } from '../../temps/types';
import { libelleAntenne } from '../antenne/registre';
import { type Entree, estEntree, estOuverture, GENESE, type Hacher, lireLigne } from './chaine';
import { CHEMIN_TETES, chaineDe, cheminChaine, cheminObjet } from './chemins';
import { donneesReleveSchema } from './donnees';
import type { MoisElimine } from './elimination';
import { cleMois } from './registre';
import { antennesDesTetes, lireTetes, type Maillon, TETES_VIDES, type Tetes } from './tetes';
import { type MoisDate, type RegistreVerifie, verifierRegistre } from './verifier-registre';
import { type CodeDefaut, type Defaut, RESTAURER, type VueArchive } from './vue-archive';

export type RapportArchive = {
  releves: number;
  chaines: number;
  defauts: Defaut[];
  /** Last hash of each antenna's chain: to be kept elsewhere, it proves that nothing was rewritten. */
  tetes: Partial<Record<Antenne, string>>;
  /** Last hash of the register: the whole archive's. */
  racine: string;
  /** The months held, each with the instant that an authority gave it, where one did. */
  mois: MoisDate[];
  jetons: number;
  absence?: RegistreVerifie['absence'];
  /** Months that are no more, each with when. */
  elimines: readonly MoisElimine[];
  /** Months missing between the first and the last of an antenna: not closed, or never archived. */
  trous: { antenne: Antenne; mois: Mois }[];
};

const REFAIRE = (mois: Mois, a: Antenne) =>
  `Remettez-le depuis une sauvegarde, ou mettez-le à part et lancez « telegestion archiver ${mois} --antenne ${a} », qui le refait à l’identique.`;

type MoisLu = {
  antenne: Antenne;
  mois: Mois;
  entrees: Entree[];
  precedent: string | undefined;
  fin: string | undefined;
  /** Instant of the closing that it comes from. */
  cloture: Instant | undefined;
};

/** One chain file: each line sealed, numbered, following the one before, as many as announced. */
export const verifierChaine = (
  fichier: string,
  texte: string,
  attendu: { antenne: Antenne; mois: Mois },
  hacher: Hacher,
): { defauts: Defaut[]; lu: MoisLu } => {
  const defauts: Defaut[] = [];
  const signaler = (code: CodeDefaut, message: string): void => {
    defauts.push({ code, fichier, message: `${message} ${RESTAURER}` });
  };
  const brutes = texte.split('\n');
  if (brutes.pop() !== '') signaler('TRONQUE', 'La dernière ligne est coupée.');
  const lues = brutes.map((l) => lireLigne(l, hacher));
  for (const [i, l] of lues.entries()) if (!l) signaler('ALTERE', `La ligne ${i + 1} a été modifiée.`);
  const ouverture = lues.find((l) => l !== undefined && estOuverture(l));
  const entrees = lues.filter((l) => l !== undefined && estEntree(l));
  const annoncees = ouverture && estOuverture(ouverture) ? ouverture.entrees : undefined;
  const lu: MoisLu = {
    ...attendu,
    entrees: entrees as Entree[],
    precedent: lues[0] && estOuverture(lues[0]) ? lues[0].precedent : undefined,
    fin: lues.at(-1)?.empreinte,
    cloture: ouverture && estOuverture(ouverture) ? ouverture.cloture.instant : undefined,
  };
  if (!ouverture || !estOuverture(ouverture)) {
    if (lues[0] !== undefined || lues.length === 0) signaler('TRONQUE', 'La ligne d’ouverture manque.');
    return { defauts, lu };
  }
  if (ouverture.antenne !== attendu.antenne || ouverture.mois !== attendu.mois)
    signaler('ECHANGE', `Ce fichier est celui de ${libelleAntenne(ouverture.antenne)}, ${moisEnMots(ouverture.mois)}.`);
  const vus = new Set(entrees.map((l) => l.n));
  const illisibles = lues.filter((l) => l === undefined).length;
  const manquants = Array.from({ length: annoncees ?? 0 }, (_, i) => i + 1).filter((n) => !vus.has(n));
  if (manquants.length > illisibles)
    signaler(
      'MANQUANT',
      `Relevés absents de la chaîne : n° ${manquants.slice(0, 20).join(', ')}${manquants.length > 20 ? '…' : ''}.`,
    );
  if (brutes.length > ouverture.entrees + 1)
    signaler(
      'EN_TROP',
      `${pluriel(brutes.length - 1, 'ligne')} pour ${pluriel(ouverture.entrees, 'relevé annoncé', 'relevés annoncés')}.`,
    );
  for (const [i, l] of lues.entries()) {
    if (!l) continue;
    if (l.n !== i)
      signaler('ORDRE', `La ligne ${i + 1} porte le n° ${l.n} : des lignes ont été déplacées ou retirées.`);
    const avant = i === 0 ? undefined : lues[i - 1];
    if (avant && estEntree(l) && l.precedent !== avant.empreinte)
      signaler('ORDRE', `La ligne ${i + 1} ne suit pas la ligne ${i}.`);
    if (estEntree(l) && l.mois !== attendu.mois)
      signaler('ECHANGE', `La ligne ${i + 1} est d’un autre mois (${moisEnMots(l.mois)}).`);
  }
  return { defauts, lu };
};

/** The months of one antenna follow each other as `tetes.json` says. */
const verifierSuite = (
  a: Antenne,
  maillons: readonly Maillon[],
  lus: ReadonlyMap<string, MoisLu>,
  elimines: ReadonlySet<string>,
): Defaut[] => {
  let precedent = GENESE;
  const defauts: Defaut[] = [];
  for (const m of maillons) {
    const fichier = cheminChaine(a, m.mois);
    const lu = lus.get(fichier);
    if (elimines.has(cleMois(a, m.mois))) {
      if (lu)
        defauts.push({
          code: 'EN_TROP',
          fichier,
          message: `${libelleAntenne(a)}, ${moisEnMots(m.mois)} est éliminé et sa chaîne est encore là : purge interrompue. Lancez « telegestion purger ».`,
        });
    } else if (!lu) {
      defauts.push({
        code: 'MANQUANT',
        fichier,
        message: `La chaîne de ${libelleAntenne(a)} pour ${moisEnMots(m.mois)} manque (${pluriel(m.entrees, 'relevé')}). ${RESTAURER}`,
      });
    } else {
      if (lu.fin !== m.empreinte || lu.entrees.length !== m.entrees)
        defauts.push({
          code: 'ALTERE',
          fichier,
          message: `Ce fichier ne finit pas comme le dit ${CHEMIN_TETES}. ${RESTAURER}`,
        });
      if (lu.precedent !== undefined && lu.precedent !== precedent)
        defauts.push({
          code: 'ORDRE',
          fichier,
          message: `Ce mois ne suit pas le mois archivé avant lui. ${RESTAURER}`,
        });
    }
    precedent = m.empreinte;
  }
  return defauts;
};

const verifierTetes = async (vue: VueArchive, lus: ReadonlyMap<string, MoisLu>, connus: Set<string>) => {
  const defauts: Defaut[] = [];
  const texte = vue.chemins.includes(CHEMIN_TETES) ? await vue.texte(CHEMIN_TETES) : undefined;
  const tetes: Tetes | undefined = texte === undefined ? undefined : lireTetes(texte, vue.hacher);
  if (texte === undefined) {
    if (lus.size > 0)
      defauts.push({
        code: 'MANQUANT',
        fichier: CHEMIN_TETES,
        message: `La liste des mois archivés manque. ${RESTAURER}`,
      });
  } else if (!tetes)
    defauts.push({
      code: 'ALTERE',
      fichier: CHEMIN_TETES,
      message: `La liste des mois archivés a été modifiée. ${RESTAURER}`,
    });
  const registre = await verifierRegistre(vue, tetes ?? TETES_VIDES, new Set(lus.keys()), connus);
  if (!tetes) return { defauts, tetes: TETES_VIDES, registre };
  defauts.push(...registre.defauts);
  for (const a of antennesDesTetes(tetes))
    defauts.push(...verifierSuite(a, tetes.antennes[a] ?? [], lus, registre.finis));
  for (const [fichier, lu] of lus)
    if (!tetes.antennes[lu.antenne]?.some((m) => m.mois === lu.mois))
      defauts.push({
        code: 'EN_TROP',
        fichier,
        message: `Ce mois n’est pas dans ${CHEMIN_TETES} : archivage interrompu ou fichier ajouté. Lancez « telegestion archiver ${lu.mois} --antenne ${lu.antenne} » ; si le défaut reste, mettez ce fichier à part.`,
      });
  return { defauts, tetes, registre };
};

/** Months that an antenna's list jumps over. */
const trousDe = (tetes: Tetes): RapportArchive['trous'] =>
  antennesDesTetes(tetes).flatMap((antenne) => {
    const siens = (tetes.antennes[antenne] ?? []).map((m) => m.mois).sort();
    const [premier, dernier] = [siens[0], siens.at(-1)];
    if (!premier || !dernier) return [];
    const trous: Mois[] = [];
    for (let m = premier; m < dernier; m = ajouterMois(m, 1)) if (!siens.includes(m)) trous.push(m);
    return trous.map((mois) => ({ antenne, mois }));
  });

/** The data of an entry are those of its usager, month and antenna. */
const memeReleve = (texte: string | undefined, lu: MoisLu, e: Entree): boolean => {
  try {
    const { etat, complement = etat } = donneesReleveSchema.parse(JSON.parse(texte ?? ''));
    return [etat, complement].every((d) => d.usagerId === e.usagerId && d.mois === lu.mois && d.antenne === lu.antenne);
  } catch {
    return false;
  }
};

/** [RE] Every hash and every link, again. Any byte altered, any file or line missing, added, moved or swapped is found. */
export const verifierArchive = async (vue: VueArchive): Promise<RapportArchive> => {
  const defauts: Defaut[] = [];
  const presents = new Set(vue.chemins);
  const connus = new Set<string>([CHEMIN_TETES]);
  const lus = new Map<string, MoisLu>();
  for (const chemin of [...vue.chemins].sort()) {
    const attendu = chaineDe(chemin);
    if (!attendu) continue;
    connus.add(chemin);
    const r = verifierChaine(chemin, (await vue.texte(chemin)) ?? '', attendu, vue.hacher);
    defauts.push(...r.defauts);
    lus.set(chemin, r.lu);
  }
  const suite = await verifierTetes(vue, lus, connus);
  defauts.push(...suite.defauts);

  const total = [...lus.values()].reduce((s, l) => s + l.entrees.length, 0);
  let verifies = 0;
  for (const lu of lus.values())
    for (const e of lu.entrees) {
      const qui = `relevé de ${moisEnMots(lu.mois)}, ${libelleAntenne(lu.antenne)}, n° ${e.n}`;
      for (const [empreinte, extension, quoi] of [
        [e.pdf, 'pdf', `Le PDF du ${qui}`],
        [e.donnees, 'json', `Le fichier de données du ${qui}`],
      ] as const) {
        const fichier = cheminObjet(empreinte, extension);
        connus.add(fichier);
        const lue = presents.has(fichier) ? await vue.empreinte(fichier) : undefined;
        const remede = REFAIRE(lu.mois, lu.antenne);
        if (lue === undefined) defauts.push({ code: 'MANQUANT', fichier, message: `${quoi}, manque. ${remede}` });
        else if (lue !== empreinte)
          defauts.push({ code: 'ALTERE', fichier, message: `${quoi}, a été modifié. ${remede}` });
        else if (extension === 'json' && !memeReleve(await vue.texte(fichier), lu, e))
          defauts.push({
            code: 'ECHANGE',
            fichier,
            message: `${quoi}, est d’une autre personne ou d’un autre mois. ${RESTAURER}`,
          });
      }
      verifies += 1;
      vue.progres?.(verifies, total);
    }
  for (const chemin of vue.chemins)
    if (!connus.has(chemin))
      defauts.push({
        code: 'EN_TROP',
        fichier: chemin,
        message:
          'Aucun relevé ne cite ce fichier : archivage interrompu ou fichier ajouté. Mettez-le à part ; un archivage interrompu se reprend par « telegestion archiver ».',
      });
  return {
    releves: total,
    chaines: lus.size,
    defauts,
    tetes: Object.fromEntries(
      Object.entries(suite.tetes.antennes).map(([a, m]) => [a, m?.at(-1)?.empreinte ?? GENESE]),
    ),
    racine: suite.tetes.registre.at(-1)?.empreinte ?? GENESE,
    mois: suite.registre.mois,
    jetons: suite.registre.jetons,
    ...(suite.registre.absence ? { absence: suite.registre.absence } : {}),
    elimines: suite.registre.elimines,
    trous: trousDe(suite.tetes),
  };
};
