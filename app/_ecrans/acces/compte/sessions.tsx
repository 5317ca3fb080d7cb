'use client';

import { Alert, Button, Text, Title } from '@mantine/core';
import type { MonCompte } from '#shared/contrats/acces/administration';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { fermerUneSession } from '../../../_donnees/lecture/administration';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { useAction } from '../../../_ui/demandes/appeler';
import { quand } from '../../../_ui/mots/quand';

/** Where this account is signed in; a session closed from here asks its PC to sign in again. */
export const Sessions = ({ sessions, relire }: { sessions: MonCompte['sessions']; relire: () => void }) => {
  const maintenant = useMaintenant();
  const { refus, enCours, faire } = useAction();
  return (
    <section className="compte__section" aria-labelledby="sessions">
      <Title order={2} id="sessions">
        Connexions en cours
      </Title>
      {refus ? (
        <Alert color="red" variant="light" p="sm" role="alert">
          {refus.message}
        </Alert>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="compte__defile" tabIndex={0} aria-label="Postes connectés">
        <table className="compte__table">
          <thead>
            <tr>
              <th scope="col">Appareil</th>
              <th scope="col">Antenne</th>
              <th scope="col">Ouverte</th>
              <th scope="col">Vue</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {sessions.map((s) => (
              <tr key={s.id}>
                <th scope="row">{s.appareil}</th>
                <td>{s.antenne ? libelleAntenne(s.antenne) : '—'}</td>
                <td>{quand(s.ouverteLe, maintenant)}</td>
                <td>{s.ici ? 'Ce poste' : quand(s.vuLe, maintenant)}</td>
                <td className="geste">
                  {s.ici ? null : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={enCours}
                      aria-label={`Fermer la connexion de ${s.appareil}`}
                      onClick={() => void faire(() => fermerUneSession(s.id), relire)}
                    >
                      Fermer
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Text size="xs" c="dimmed">
        Un poste dont la connexion est fermée doit se reconnecter ; ce qui y attend est gardé. Pour un poste perdu ou
        volé, demandez aussi à un administrateur de désactiver le compte : ses données s’effacent du poste.
      </Text>
    </section>
  );
};
