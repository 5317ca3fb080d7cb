import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { lireIntervenants } from '../../../store/lectures/connus';
import { ENTREES, tracer } from '../../audit';
import { horsImport, type PortsCode, remplacerCode } from './remplacer-code';

type CommandeCodeAide = {
  intervenantId: string;
  /** Those that the author may write in. */
  antennes: readonly Antenne[];
  auteur: string;
};
export type CodeAideRenouvele = { intervenantId: string; codeSvi: string };

// The same words whether the aide exists elsewhere or not at all: the answer tells nothing of other antennas.
const inconnue = () =>
  refuser(
    'INTERVENANT_AUTRE_ANTENNE',
    'Cette aide n’est pas de l’une de vos antennes : son antenne seule peut changer son code.',
  );

/**
 * Gives an aide another code: someone knows hers. The former one is refused from then on, even where Millésime's file still
 * has it.
 */
export const renouvelerCodeAide = (p: PortsCode, c: CommandeCodeAide): Promise<Resultat<CodeAideRenouvele>> =>
  horsImport(p, () => renouvelerSeul(p, c));

const renouvelerSeul = async (p: PortsCode, c: CommandeCodeAide): Promise<Resultat<CodeAideRenouvele>> => {
  const connues = await lireIntervenants(p.magasin);
  const connue = connues.get(c.intervenantId);
  const instant = p.horloge();
  if (!connue || !c.antennes.includes(connue.doc.antenne)) return inconnue();
  const codeSvi = await remplacerCode(p.magasin, {
    genre: 'intervenant',
    copies: connue,
    ancien: connue.doc.codeSvi,
    pris: [...connues.values()].map(({ doc }) => doc.codeSvi),
    avec: (doc, code) => ({ ...doc, codeSvi: code, changeLe: instant }),
    hasard: p.hasard,
  });
  await tracer(p.magasin, { instant, auteur: c.auteur, ...ENTREES.CODE_AIDE.ecrire.change(c) });
  return { ok: true, valeur: { intervenantId: c.intervenantId, codeSvi } };
};
