import type { Correction } from '../../contrats/corrections/correction';
import { COMMENTAIRE_MAX } from '../../contrats/saisie-commune';
import { couper } from '../../libelles/couper';
import { motifEnMots } from '../../libelles/motif';
import { dateParis } from '../../temps/paris';
import { contenuDe, memeContenu } from '../intervention/contestee';
import type { Contenu, Contexte, Retenue, Valeurs, VersionConflit } from '../types';
import { tetes } from './conflit';
import { natureDesHeures } from './nature-des-heures';
import { applique, corrige } from './plier';
import { etatDe, heuresImpossibles } from './retrait';

type Champ = keyof Contenu;

/** What some version says otherwise than another, or than what is retained: what the choice is about. */
export const champsContestes = (r: Contenu & Pick<Retenue, 'conflit'>): ReadonlySet<Champ> => {
  const versions = [...(r.conflit?.versions ?? []), r];
  return new Set((Object.keys(contenuDe(r)) as Champ[]).filter((c) => versions.some((v) => v[c] !== r[c])));
};

/**
 * Corrections that do not hinder each other all apply: what is retained is then no one's version. It can be kept too, signed as
 * the last of them is.
 */
export const versionEnsemble = (r: Retenue): VersionConflit | undefined => {
  const derniere = r.corrections.findLast(corrige)?.correction;
  const siennes = r.conflit?.versions ?? [];
  if (!derniere || siennes.length < 2 || siennes.some((v) => memeContenu(v, r))) return undefined;
  return { correction: derniere, ...contenuDe(r) };
};

/** What a version lacks and another gave: no correction says « no hour » or « no code », so that it can only be withdrawn. */
const perd = (v: Contenu, e: Contenu): boolean =>
  (['debut', 'fin', 'codePrestation', 'usagerId', 'intervenantId'] as const).some((c) => !v[c] && e[c]);

/**
 * [CO-3] An order in which `ids` can be withdrawn: each before what it was made on, and no step leaves hours that make no visit.
 * Undefined where there is none.
 */
const ordreDeRetrait = (r: Retenue, ids: readonly string[], { parametresAu }: Contexte): string[] | undefined => {
  const { ascendants } = tetes(r.corrections.map((j) => j.correction));
  const possible = (retirees: readonly string[]): boolean =>
    !heuresImpossibles(r.intervention, restant(r, retirees), parametresAu);
  const vues = new Set<string>();
  const suivre = (faits: readonly string[]): string[] | undefined => {
    if (faits.length === ids.length) return [...faits];
    const cle = [...faits].sort().join(' ');
    if (vues.has(cle)) return undefined;
    vues.add(cle);
    const restent = ids.filter((id) => !faits.includes(id));
    for (const id of restent) {
      if (restent.some((x) => ascendants(x).has(id)) || !possible([...faits, id])) continue;
      const suite = suivre([...faits, id]);
      if (suite) return suite;
    }
    return undefined;
  };
  return suivre([]);
};

/**
 * Corrections to withdraw for a version to lack what it lacks: those that it has not seen; its own too where they lack it no less,
 * or where the hours on the way would make no visit without them (what it says is then said again).
 */
const aRetirer = (v: VersionConflit, r: Retenue, contexte: Contexte): string[] => {
  if (!perd(v, r)) return [];
  const { ascendants } = tetes(r.corrections.map((j) => j.correction));
  const dessous = ascendants(v.correction.id);
  // One that was set aside changes nothing, and holds back the withdrawal of what it was made on.
  const toutes = r.corrections
    .filter((j) => j.correction.nature !== 'RETRAIT' && (applique(j) || j.etat === 'SANS_OBJET'))
    .map((j) => j.correction.id)
    .reverse();
  const etrangeres = toutes.filter((id) => id !== v.correction.id && !dessous.has(id));
  const suffisent = !perd(v, sans(r, etrangeres));
  return (
    (suffisent ? ordreDeRetrait(r, etrangeres, contexte) : undefined) ?? ordreDeRetrait(r, toutes, contexte) ?? toutes
  );
};

const sansVide = <T extends object>(valeurs: T): Partial<T> =>
  Object.fromEntries(Object.entries(valeurs).filter(([, x]) => x !== undefined)) as Partial<T>;

/** The corrections that apply once some are withdrawn. */
const restant = (r: Retenue, retirees: readonly string[]): Correction[] =>
  r.corrections.filter((j) => applique(j) && !retirees.includes(j.correction.id)).map((j) => j.correction);

/** The visit once corrections are withdrawn. */
const sans = (r: Retenue, retirees: readonly string[]): Contenu =>
  retirees.length === 0 ? r : etatDe(r.intervention, restant(r, retirees));

/** [CO-3] Why, as its author said; a motif that has left the list since is told in words, for it can no longer be given. */
const pourquoiDe = (
  { motif, commentaire }: Pick<Correction, 'motif' | 'commentaire'>,
  { maintenant, parametresAu }: Contexte,
): Pick<Valeurs, 'motif' | 'commentaire'> => {
  const { motifs } = parametresAu(dateParis(maintenant));
  // Without « Autre » either, the refusal names the motif that she knows.
  if (motifs.includes(motif) || !motifs.includes('AUTRE')) return { motif, commentaire };
  const dAlors = `Version gardée, de motif « ${motifEnMots(motif)} »`;
  const dit = commentaire ? `${dAlors} : ${commentaire}` : dAlors;
  return { motif: 'AUTRE', commentaire: couper(dit, COMMENTAIRE_MAX) };
};

/**
 * [CO-4] The corrections, the first of which is based on all, that make of one version what is retained. All that the choice is
 * about is given, even what is retained already: of two who settle it without seeing each other, the later one's version holds, save
 * where it lacks an hour that the other gave, or is of a visit that the other annulled: the two are then in conflict again, or the
 * annulment stands. A visit that stays annulled has nothing that CO-3 lets be said of it: it is restored and annulled again.
 */
export const garderVersion = (v: VersionConflit, r: Retenue, contexte: Contexte): Valeurs[] => {
  const { intervention } = r;
  const pourquoi = pourquoiDe(v.correction, contexte);
  const retirees = aRetirer(v, r, contexte);
  const e = sans(r, retirees);
  const contestes = champsContestes({ ...contenuDe(e), conflit: r.conflit });
  const si = <C extends Champ>(c: C): Contenu[C] | undefined => (contestes.has(c) && v[c] ? v[c] : undefined);
  const donnees = sansVide({
    usagerId: si('usagerId'),
    intervenantId: si('intervenantId'),
    codePrestation: si('codePrestation'),
  });
  const cotes = sansVide({ debut: si('debut'), fin: si('fin') });
  const dites: Valeurs[] = [
    ...(contestes.has('minutesComplementaires')
      ? [{ nature: 'MINUTES' as const, minutes: v.minutesComplementaires, ...pourquoi }]
      : []),
    ...(Object.keys(donnees).length > 0 ? [{ nature: 'DONNEES' as const, ...donnees, ...pourquoi }] : []),
    ...(Object.keys(cotes).length > 0
      ? [{ nature: v.debut && v.fin ? natureDesHeures({ ...e, intervention }) : 'HORAIRE', ...cotes, ...pourquoi }]
      : []),
  ];
  const suite: Valeurs[] = [
    ...retirees.map((retire) => ({ nature: 'RETRAIT' as const, retire, ...pourquoi })),
    ...(e.supprimee ? [{ nature: 'RETABLISSEMENT' as const, ...pourquoi }] : []),
    ...dites,
    ...(v.supprimee ? [{ nature: 'SUPPRESSION' as const, ...pourquoi }] : []),
  ];
  if (suite.length > 0) return suite;
  // All agree: what is retained is confirmed.
  if (v.debut || v.fin) return [{ nature: 'HORAIRE', debut: v.debut, fin: v.fin, ...pourquoi }];
  return [{ nature: 'MINUTES', minutes: v.minutesComplementaires, ...pourquoi }];
};
