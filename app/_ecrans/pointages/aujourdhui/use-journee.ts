import { useEffect, useRef, useState } from 'react';
import { epochMs } from '#shared/temps/paris';
import { maintenantMs } from '../../../_donnees/base/horloge';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { enTete, ordonner, tenirOrdre } from './ordre';

export const SURLIGNAGE_MS = 4_000;
const TENUE_MS = 15_000;

/** Corrected a moment ago, here or elsewhere: the line that is being looked at. */
const vientDEtreCorrigee = (l: Ligne): boolean => {
  // A refused one has moved nothing, and its hour may be far ahead.
  const instant = l.retenue.corrections.findLast((j) => j.etat !== 'REFUSEE')?.correction.instant;
  return instant !== undefined && maintenantMs() - epochMs(instant) < TENUE_MS;
};

type Vue = {
  touchees: ReadonlyMap<string, number>;
  /** The present id of a visit that had another. */
  nommer: (id: string) => string;
  deplie: boolean;
  regardees: ReadonlySet<string>;
};

/** The day's lines: on top what asks for someone, then the rest. The order is held while lines have just moved; the clock gives it back. */
export const useJournee = (
  lignes: readonly Ligne[],
  { touchees, nommer, deplie, regardees }: Vue,
): { tete: Ligne[]; reste: Ligne[] } => {
  const avant = useRef<ReadonlyMap<string, boolean>>(new Map());
  const tenu = lignes.some((l) => Date.now() - (touchees.get(l.id) ?? 0) < TENUE_MS || vientDEtreCorrigee(l));
  const connus = new Map([...avant.current].map(([id, oui]) => [nommer(id), oui]));
  const suite = tenu ? tenirOrdre(lignes, [...connus.keys()]) : ordonner(lignes);
  const places = suite.map((l) => ({ l, haut: enTete(l, { tenu, deplie, avant: connus, regardees }) }));
  const de = (haut: boolean): Ligne[] => places.flatMap((p) => (p.haut === haut ? [p.l] : []));
  const [tete, reste] = [de(true), de(false)];
  useEffect(() => {
    avant.current = new Map([...tete.map((l) => [l.id, true] as const), ...reste.map((l) => [l.id, false] as const)]);
  });
  return { tete, reste };
};

/** Draws again when the highlight of the last changes is over. */
export const useFinDeSurlignage = (touchees: ReadonlyMap<string, number>): void => {
  const [, redessiner] = useState(0);
  useEffect(() => {
    if (touchees.size === 0) return;
    const t = setTimeout(() => redessiner((n) => n + 1), SURLIGNAGE_MS);
    return () => clearTimeout(t);
  }, [touchees]);
};
