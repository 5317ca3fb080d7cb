import { ID_SONDE_QUORUM } from '#shared/contrats/ids';
import { demanderHttp } from './http';

/** The embedded store knows no such address: its answers are always the last. */
const INCONNUE = [400, 404, 405];
/** As many ids as this are tried: each falls in a range by its hash. */
const ESSAIS = 200;

const idDe = (n: number): string => (n === 0 ? ID_SONDE_QUORUM : `${ID_SONDE_QUORUM}-${n}`);

/**
 * Documents of no account by which the quorum is proved, one in each range of shards: what is written proves the copies of its own
 * range alone. The store says what ranges a database has, and in which an id falls.
 */
export const sondesQuorum = (url: string): ((base: string) => Promise<readonly string[]>) => {
  const demander = demanderHttp(url);
  const connues = new Map<string, { plages: string; ids: readonly string[] }>();
  let enGrappe = true;

  const chercher = async (adresse: string, plages: readonly string[]): Promise<string[]> => {
    const restent = new Set(plages);
    const ids: string[] = [];
    for (let n = 0; n < ESSAIS && restent.size > 0; n += 1) {
      const { corps } = await demander(`${adresse}/_shards/${encodeURIComponent(idDe(n))}`);
      if (restent.delete((corps as { range: string }).range)) ids.push(idDe(n));
    }
    if (restent.size > 0) throw new Error(`aucun document ne tombe dans ${[...restent].join(', ')}`);
    return ids;
  };

  return async (base) => {
    if (!enGrappe) return [ID_SONDE_QUORUM];
    const adresse = encodeURIComponent(base);
    const r = await demander(`${adresse}/_shards`, { admis: INCONNUE });
    // Of a database that is not there, the probe itself says so.
    if (r.statut !== 200) {
      enGrappe = (r.corps as { reason?: string }).reason === 'Database does not exist.';
      return [ID_SONDE_QUORUM];
    }
    const plages = Object.keys((r.corps as { shards: object }).shards).sort();
    const connue = connues.get(base);
    if (connue?.plages === plages.join()) return connue.ids;
    const ids = await chercher(adresse, plages);
    connues.set(base, { plages: plages.join(), ids });
    return ids;
  };
};
