'use client';

import { Text, Title } from '@mantine/core';
import type { MonCompte } from '#shared/contrats/acces/administration';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { choisirDigest } from '../../../_donnees/lecture/administration';
import { CasesACocher } from '../../../_ui/champs/cases-a-cocher';
import { Champ, Envoyer, Formulaire, RefusFormulaire, useFormulaire } from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';

type Props = { digest: NonNullable<MonCompte['digest']>; courriel: string | undefined; relire: () => void };

/** The morning's account of alerts, by mail, of the antennas that one chooses among one's own. */
export const Digest = ({ digest, courriel, relire }: Props) => {
  const f = useFormulaire({
    depart: () => ({ choisies: [...digest.choisies] as string[] }),
    lire: ({ choisies }) => ({ ok: true, valeur: digest.possibles.filter((a) => choisies.includes(a)) }),
    envoyer: async (antennes) => {
      await choisirDigest(antennes);
      relire();
      notifications.show({
        color: 'green',
        title: 'Enregistré',
        message:
          antennes.length > 0
            ? `Dès demain matin, le compte des alertes vient à ${courriel}.`
            : 'Vous ne recevrez plus le compte des alertes.',
      });
      return undefined;
    },
    encore: true,
  });
  return (
    <section className="compte__section" aria-labelledby="digest">
      <Title order={2} id="digest">
        Courriel du matin
      </Title>
      <Text size="sm">
        Chaque matin où il y a quelque chose à dire : le nombre d’alertes de l’antenne, par genre, et le mois à clore
        quand son échéance approche ou est passée ; aucun nom.
        {courriel ? ` Il vient à ${courriel}.` : ''}
      </Text>
      {courriel ? (
        <Formulaire de={f} className="compte__formulaire">
          <Champ de={f} nom="choisies">
            {({ valeur, changer }) => (
              <CasesACocher
                label="Recevoir celui de"
                choix={digest.possibles.map((a) => ({ value: a, label: libelleAntenne(a) }))}
                valeur={valeur}
                changer={changer}
                classe="compte__cases"
                size="xs"
              />
            )}
          </Champ>
          <RefusFormulaire de={f} />
          <div>
            <Envoyer de={f} variant="default">
              Enregistrer
            </Envoyer>
          </div>
        </Formulaire>
      ) : (
        <Text size="sm" c="dimmed">
          Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire, puis choisissez ici.
        </Text>
      )}
    </section>
  );
};
