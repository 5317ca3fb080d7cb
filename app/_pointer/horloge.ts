// [PT-9] How much this telephone's clock lags behind the server's, in milliseconds, as last measured: kept from one opening to the
// next, since the next may be without a network.

const CLE = 'pointer-ecart';
/** `aller`: what the answer took, of which the measure may be wrong by half. */
type Mesure = { ecart: number; le: number; aller: number };

/** Set back since it was measured: what was measured says nothing any more. */
const RECUL_MS = 60_000;
/** A clock drifts: a measure that was better is no more so after that. */
const VIEILLE_MS = 12 * 3_600_000;
/** The server says its time to the second. */
const SECONDE_MS = 1_000;
/** An answer that took longer may be wrong by more than four seconds: it can show that the clock was set, not to what. */
const LENTE_MS = 8_000;

const connue = (): Mesure | undefined => {
  try {
    const m = JSON.parse(localStorage.getItem(CLE) ?? 'null') as Mesure | null;
    return m === null || Date.now() < m.le - RECUL_MS ? undefined : m;
  } catch {
    return undefined;
  }
};

export const ecartConnu = (): number | undefined => {
  const m = connue();
  return m === undefined ? undefined : m.ecart;
};

const oublierMesure = (): void => {
  try {
    localStorage.removeItem(CLE);
  } catch {
    // Nothing was kept in this browser.
  }
};

/**
 * The server said its time between these two moments of our clock: half way, as far as we know. An answer that took longer, and says
 * the same as far as it can, does not replace a better one; one that cannot be right beside it does: the clock was set. A very slow
 * one is never a measure: where it shows that the clock was set, nothing is known any more, and the punch will say so.
 */
export const noterHeure = (maintenant: number, parti: number, revenu: number): void => {
  const aller = revenu - parti;
  if (!Number.isFinite(maintenant) || aller < 0) return;
  const ecart = Math.round(maintenant - (parti + revenu) / 2);
  const m = connue();
  const memes = m !== undefined && Math.abs(ecart - m.ecart) <= (aller + m.aller) / 2 + SECONDE_MS;
  if (aller > LENTE_MS) {
    if (m !== undefined && !memes) oublierMesure();
    return;
  }
  if (m !== undefined && memes && aller > m.aller && revenu - m.le < VIEILLE_MS) return;
  try {
    const mesure: Mesure = { ecart, le: revenu, aller };
    localStorage.setItem(CLE, JSON.stringify(mesure));
  } catch {
    // Nothing is kept in this browser: the server will tell by the sending alone.
  }
};
