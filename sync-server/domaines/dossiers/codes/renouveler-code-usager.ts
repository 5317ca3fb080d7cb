import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { dateParis } from '#shared/temps/paris';
import { lireUsagers } from '../../../store/lectures/connus';
import { ENTREES, tracer } from '../../audit';
import { horsImport, type PortsCode, remplacerCode } from './remplacer-code';

export type CommandeCode = {
  usagerId: string;
  /** Those that the author may write in. */
  antennes: readonly Antenne[];
  auteur: string;
};
export type CodeRenouvele = { usagerId: string; codeUsager: string };

// The same words whether the usager exists elsewhere or not at all: the answer tells nothing of other antennas.
const inconnu = () =>
  refuser(
    'USAGER_AUTRE_ANTENNE',
    'Cet usager n’est pas de l’une de vos antennes. Vérifiez son identifiant, ou adressez-vous à son antenne.',
  );

/** Gives a usager another code. */
export const renouvelerCodeUsager = (p: PortsCode, c: CommandeCode): Promise<Resultat<CodeRenouvele>> =>
  horsImport(p, () => renouvelerSeul(p, c));

const renouvelerSeul = async (p: PortsCode, c: CommandeCode): Promise<Resultat<CodeRenouvele>> => {
  const usagers = await lireUsagers(p.magasin);
  const connu = usagers.get(c.usagerId);
  const instant = p.horloge();
  if (!connu || !c.antennes.includes(antenneAu(connu.doc, dateParis(instant)))) return inconnu();
  const codeUsager = await remplacerCode(p.magasin, {
    genre: 'usager',
    copies: connu,
    ancien: connu.doc.codeUsager,
    pris: [...usagers.values()].flatMap(({ doc }) => doc.codeUsager ?? []),
    avec: (doc, code) => ({ ...doc, codeUsager: code, changeLe: instant }),
    hasard: p.hasard,
  });
  await tracer(p.magasin, { instant, auteur: c.auteur, ...ENTREES.CODE_USAGER.ecrire.change(c) });
  return { ok: true, valeur: { usagerId: c.usagerId, codeUsager } };
};
