import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import type { Ailleurs } from '../../../_donnees/replication/etat-sync';
import type { Perte } from '../../../_donnees/replication/perte';

const ici = ({ restantes: n }: Perte, ailleurs: boolean): string => {
  if (n === 0) {
    const quoi = ailleurs ? 'Ce que vous avez saisi pour cette antenne' : 'Tout ce que vous avez saisi';
    return `${quoi} est sur le serveur : rechargez la page, elle se remplira de nouveau.`;
  }
  return `${pluriel(n, 'saisie n’est plus', 'saisies ne sont plus')} que dans cette page : ne la fermez pas. ${
    n > 1 ? 'Elles partiront' : 'Elle partira'
  } dès que le serveur répondra ; sinon, mettez-${n > 1 ? 'les' : 'la'} dans un fichier.`;
};

const perdues = ({ antenne, attente: n }: Ailleurs): string =>
  n > 1
    ? ` ${pluriel(n, 'saisie')} de l’antenne ${libelleAntenne(antenne)}, gardées sur ce poste, sont perdues, sauf si un autre onglet les montre encore : refaites-les.`
    : ` ${pluriel(n, 'saisie')} de l’antenne ${libelleAntenne(antenne)}, gardée sur ce poste, est perdue, sauf si un autre onglet la montre encore : refaites-la.`;

/**
 * What became of what was typed, once the browser has taken this PC's data away. `ailleurs`: what waited for the other antennas then;
 * `toutEfface`: that went too, and this page has it not in memory.
 */
export const phrasePerte = (perte: Perte, ailleurs: readonly Ailleurs[], toutEfface: boolean): string => {
  const attendaient = ailleurs.filter((a) => a.attente > 0);
  const refus = perte.refus.length > 0 ? ` Le serveur a refusé : ${perte.refus.join(' ')}` : '';
  return `${ici(perte, attendaient.length > 0)}${refus}${toutEfface ? attendaient.map(perdues).join('') : ''}`;
};
