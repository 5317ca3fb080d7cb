'use client';

import { Alert, Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antenneAu, aQuitte } from '#shared/domain/cloture/antenne';
import { dateBreve } from '#shared/mots/dates';
import { nomComplet } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { codeEnMots } from '../../../_ui/papier/modele';
import { Section } from '../../../_ui/section';
import { ChangerCode } from './changer-code';

type Ou = { antenne: Antenne; jour: DateCivile };
/** `partis`: whom the sheet beside the telephone may still name, and the voice offers no more. */
type Props = {
  usager: Usager;
  ou: Ou;
  partis: readonly { nom: string; depuis: DateCivile }[];
  imprimer: () => void;
};

/** The six digits for the BENEFICIAIRE step of the SVI: shown on request, for someone may be looking over her shoulder. */
export const CodeSvi = ({ usager, ou, partis, imprimer }: Props) => {
  const [montre, setMontre] = useState(false);
  if (aQuitte(usager, ou.antenne, ou.jour))
    return (
      <Section titre="Code pour le téléphone">
        <Text size="sm" data-testid="code-ailleurs">
          L’antenne {libelleAntenne(antenneAu(usager, ou.jour))} a son code, et peut le changer.
        </Text>
      </Section>
    );
  return (
    <Section titre="Code pour le téléphone">
      <Text size="sm" c="dimmed">
        L’aide le tape quand le numéro de l’usager n’est pas reconnu.
      </Text>
      {partis.map(({ nom, depuis }) => (
        <Alert key={nom} color="orange" p="xs" variant="light" data-testid="feuille-a-refaire">
          La voix ne propose plus {nom} depuis le {dateBreve(depuis, ou.jour)} : les touches écrites sur la feuille près
          du téléphone ne sont plus les bonnes. Imprimez la nouvelle feuille, et jetez l’ancienne.
        </Alert>
      ))}
      <p className="usager__code" aria-live="polite" data-testid="code-svi">
        {usager.codeUsager ? (montre ? codeEnMots(usager.codeUsager) : '••• •••') : 'Pas encore de code'}
      </p>
      <ChangerCode
        libelle={usager.codeUsager ? 'Changer le code' : 'Donner un code'}
        adresse={`/api/usagers/${encodeURIComponent(usager.id)}/code`}
        explication={`Un nouveau code à six chiffres est tiré pour ${nomComplet(usager)}. L’ancien ne servira plus dès maintenant : la feuille près de son téléphone et les fiches déjà imprimées seront à refaire.`}
        ensuite="Imprimez la nouvelle feuille pour son téléphone."
        avant={
          usager.codeUsager ? (
            <Button size="xs" variant="default" onClick={() => setMontre((m) => !m)} aria-pressed={montre}>
              {montre ? 'Cacher le code' : 'Afficher le code'}
            </Button>
          ) : null
        }
        apres={
          <Button size="xs" variant="default" onClick={imprimer}>
            Feuille à imprimer
          </Button>
        }
      />
    </Section>
  );
};
