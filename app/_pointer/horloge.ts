// [PT-9] How much this telephone's clock lags behind the server's, in milliseconds, as last measured: kept from one opening to the
// next, since the next may be without a network.

const CLE = 'pointer-ecart';
type Mesure = { ecart: number; le: number };

/** Set back since it was measured: what was measured says nothing any more. */
const RECUL_MS = 60_000;

export const ecartConnu = (): number | undefined => {
  try {
    const m = JSON.parse(localStorage.getItem(CLE) ?? 'null') as Mesure | null;
    return m === null || Date.now() < m.le - RECUL_MS ? undefined : m.ecart;
  } catch {
    return undefined;
  }
};

/** The server said its time between these two moments of our clock: half way, as far as we know. */
export const noterHeure = (maintenant: number, parti: number, revenu: number): void => {
  // A slow answer says too little to replace a better one.
  if (!Number.isFinite(maintenant) || revenu < parti || (revenu - parti > 20_000 && ecartConnu() !== undefined)) return;
  const ecart = Math.round(maintenant - (parti + revenu) / 2);
  try {
    const mesure: Mesure = { ecart, le: revenu };
    localStorage.setItem(CLE, JSON.stringify(mesure));
  } catch {
    // Nothing is kept in this browser: the server will tell by the sending alone.
  }
};
