import { Button, Text, Title } from '@mantine/core';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import type { Mois } from '#shared/temps/types';
import { lireFichiersClos, prendreFichierClos } from '../../_donnees/lecture/cloture';
import { useLecture } from '../../_donnees/lecture/use-lecture';
import { ErreurFormulaire } from '../../_ui/champs/erreur-formulaire';
import { useAction } from '../../_ui/demandes/appeler';

/** [CL-3] The files of a closed month, the same bytes each time; whoever takes one is in the audit. */
export const Fichiers = ({ antenne, mois }: { antenne: Antenne; mois: Mois }) => {
  const { valeur, echec } = useLecture(['fichiers-clos', antenne, mois], () => lireFichiersClos(antenne, mois));
  const { refus, enCours, faire } = useAction();
  return (
    <section aria-labelledby="fichiers">
      <Title order={2} id="fichiers">
        Fichiers de l’antenne {libelleAntenne(antenne)}
      </Title>
      <ErreurFormulaire message={echec ?? refus?.message} />
      {valeur ? (
        <table className="compte__table">
          <caption className="invisible">Fichiers de la clôture</caption>
          <tbody>
            {valeur.map((f) => (
              <tr key={f.nom}>
                <th scope="row">{f.nom}</th>
                <td>{pluriel(f.lignes, 'ligne')}</td>
                <td className="cloture__empreinte" title={f.empreinte}>
                  SHA-256 {f.empreinte.slice(0, 12)}…
                </td>
                <td className="geste">
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={enCours}
                    aria-label={`Télécharger ${f.nom}`}
                    onClick={() => void faire(() => prendreFichierClos(antenne, mois, f.nom))}
                  >
                    Télécharger
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : echec ? null : (
        <Text size="sm" c="dimmed" role="status">
          Lecture des fichiers…
        </Text>
      )}
    </section>
  );
};
