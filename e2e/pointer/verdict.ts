import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { MEME_HORLOGE_MS } from '#shared/domain/pointage/heure-dite';
import { epochMs } from '#shared/temps/paris';
import type { Appui, Reglage } from './telephone';

/** Our clock is to the second, on both sides; a machine that is busy answers late. */
const JUSTE_MS = 5_000;

const ecartA = (reglages: readonly Reglage[], quand: number): number | undefined =>
  reglages.findLast((r) => r.des <= quand + 1_000)?.ecart;
/** The clock was set about then: by which of the two it was sent is not known. */
const regleVers = (reglages: readonly Reglage[], quand: number): boolean =>
  reglages.some((r) => quand > r.des - 5_000 && quand < r.sur + 5_000);

export type Verdict = { ecarts: string[]; stockes: number; refuses: number; douteux: number; pireMs: number };

/** Set between the press and the sending, a clock gives an hour that is ahead, or too old: the passage is kept as a call that failed. */
const HORS_DU_TEMPS: ReadonlySet<Appel['issue']> = new Set(['FUTUR', 'TROP_ANCIEN']);

const grouperParAide = <T extends Pointage | Appel>(liste: readonly T[]): Map<string, T[]> => {
  const parAide = new Map<string, T[]>();
  for (const x of liste) parAide.set(x.intervenantId ?? '', [...(parAide.get(x.intervenantId ?? '') ?? []), x]);
  return parAide;
};

/** [PT-9] Each press that the page confirmed is there once, at its minute where the clock was known, with HORLOGE where not. */
export const juger = (
  appuis: readonly Appui[],
  pointages: readonly Pointage[],
  echecs: readonly Appel[],
  reglages: ReadonlyMap<number, readonly Reglage[]>,
): Verdict => {
  const ecarts: string[] = [];
  const [parAide, refuses] = [grouperParAide(pointages), grouperParAide(echecs)];
  let douteux = 0;
  let pireMs = 0;
  for (const a of appuis) {
    const siens = parAide.get(`I${a.aide}`) ?? [];
    const nom = `aide ${a.aide} (téléphone ${a.telephone}, ${a.source})`;
    parAide.delete(`I${a.aide}`);
    const siensReglages = reglages.get(a.telephone) ?? [];
    const siensRefus = refuses.get(`I${a.aide}`) ?? [];
    const [refus] = siensRefus;
    if (refus) {
      refuses.delete(`I${a.aide}`);
      const recu = epochMs(refus.recuLe);
      const reglee = siensReglages.some((r) => r.sur > a.vrai - 5_000 && r.des < recu + 5_000);
      if (siensRefus.length > 1) ecarts.push(`${nom} : ${siensRefus.length} refus pour un appui`);
      if (refus.sens !== a.sens || refus.source !== a.source)
        ecarts.push(`${nom} : refus de ${refus.sens} ${refus.source} au lieu de ${a.sens}`);
      if (siens.length > 0) ecarts.push(`${nom} : pointé, et refusé (${refus.issue})`);
      else if (!reglee || !HORS_DU_TEMPS.has(refus.issue)) ecarts.push(`${nom} : refusé (${refus.issue})`);
      continue;
    }
    if (siens.length > 1) ecarts.push(`${nom} : ${siens.length} pointages pour un appui`);
    if (siens.length === 0 && a.confirme) ecarts.push(`${nom} : confirmé et nulle part`);
    const [p] = siens;
    if (!p) continue;
    if (p.sens !== a.sens || p.source !== a.source) ecarts.push(`${nom} : ${p.sens} ${p.source} au lieu de ${a.sens}`);
    const decale = Math.abs(epochMs(p.instant) - a.vrai);
    if (p.horlogeDouteuse) douteux += 1;
    else {
      pireMs = Math.max(pireMs, decale);
      if (decale > JUSTE_MS) ecarts.push(`${nom} : à ${Math.round(decale / 1000)} s de la vérité, et rien ne le dit`);
    }
    const envoye = ecartA(siensReglages, epochMs(p.recuLe));
    if (a.incertain || envoye === undefined || regleVers(siensReglages, epochMs(p.recuLe))) continue;
    const sure = a.ecartTenu !== undefined && Math.abs(a.ecartTenu - envoye) <= MEME_HORLOGE_MS;
    if (sure === (p.horlogeDouteuse === true))
      ecarts.push(
        `${nom} : ${sure ? 'horloge connue, et HORLOGE' : 'horloge inconnue ou réglée depuis, sans HORLOGE'} (tenu ${a.ecartTenu}, à l’envoi ${envoye})`,
      );
  }
  for (const [id, reste] of parAide) ecarts.push(`${id} : ${reste.length} pointages que personne n’a faits`);
  for (const e of [...refuses.values()].flat()) ecarts.push(`passage refusé que personne n’a fait : ${e.issue}`);
  return { ecarts, stockes: pointages.length, refuses: echecs.length, douteux, pireMs };
};
