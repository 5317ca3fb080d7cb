import { pluriel } from '#shared/mots/nombres';
import { argument, avecMagasin, type ContexteCli, ErreurUsage, option } from '../../socle/cli/contexte';
import { parSeconde } from '../../socle/cli/progression';
import type { Branche } from './branche';
import type { Tete } from './maillon';
import { type JournalVerifie, verifierAudit } from './verifier';

const MONTRES = 100;
const TETE = /^(\d{1,12}):([0-9a-f]{64})$/;

/** « maillons 12 à 14, scellés dans le maillon 20 » */
const direBranche = (b: Branche): string =>
  `Une coupure de la grappe a donné deux suites au journal. L’autre suite est entière : ${pluriel(b.entrees, 'entrée')}, maillons ${b.de} à ${b.a}, scellés dans le maillon ${b.scelle}.`;

const direNotee = (scelle: number): string =>
  `La tête notée est celle d’une suite scellée dans le maillon ${scelle} : rien de ce qu’elle prouve n’a changé, et le journal a continué par l’autre côté de la coupure.`;

const EN_ATTENTE =
  'Les deux côtés d’une coupure de la grappe ont écrit le journal, et ne sont pas encore réunis : le service le fait dès que la grappe est entière et calme. Relancez ensuite cette commande.';

export const enFrancais = (c: JournalVerifie): string =>
  [
    c.defauts.length === 0
      ? `Journal intact : ${pluriel(c.entrees, 'entrée')} en ${pluriel(c.maillons, 'maillon')}.`
      : `${pluriel(c.defauts.length, 'défaut')} dans le journal (${pluriel(c.maillons, 'maillon')}) :`,
    ...(c.defauts.length === 0 ? c.branches.map(direBranche) : []),
    ...(c.coupure ? [EN_ATTENTE] : []),
    ...(c.noteeDans === undefined ? [] : [direNotee(c.noteeDans)]),
    ...c.defauts.slice(0, MONTRES).map((d) => `  maillon ${d.numero} : ${d.message}`),
    ...(c.defauts.length > MONTRES
      ? [`  … et ${pluriel(c.defauts.length - MONTRES, 'autre')} (--json les donne tous)`]
      : []),
    `Tête, à noter hors du magasin : ${c.tete.numero}:${c.tete.empreinte}`,
  ].join('\n');

const teteNotee = (c: ContexteCli): Tete | undefined => {
  const texte = option(c, 'tete');
  if (texte === undefined) return undefined;
  const lue = TETE.exec(texte);
  if (!lue)
    throw new ErreurUsage('--tete attend ce qu’une vérification a imprimé : un numéro, deux-points, 64 chiffres.');
  return { numero: Number(lue[1]), empreinte: String(lue[2]) };
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const action = argument(c, 0, 'une action (verifier)');
  if (action !== 'verifier') throw new ErreurUsage(`Action « ${action} » inconnue : verifier.`);
  const notee = teteNotee(c);
  return avecMagasin(c, async (m) => {
    const dire = parSeconde(c.dire);
    const chaine = await verifierAudit(m, {
      notee,
      progres: (n) => dire(pluriel(n, 'maillon vérifié', 'maillons vérifiés')),
    });
    c.ecrire(c.json ? JSON.stringify(chaine) : enFrancais(chaine));
    return chaine.defauts.length === 0 ? 0 : 1;
  });
};
