'use client';

import { Alert, Button, Loader, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AAppeler, EtatGarde } from '#shared/contrats/exploitation/message-astreinte';
import { heure } from '#shared/mots/dates';
import { minuscule, telephone } from '#shared/mots/textes';
import { lireGarde, prendreGarde } from '../../../_donnees/lecture/garde';
import { useAction } from '../../../_ui/demandes/appeler';
import { PageSeule } from '../../acces/connexion/page-seule';

const QUI: Readonly<Record<AAppeler['qui'], string>> = {
  AIDE: 'L’aide',
  USAGER: 'L’usager',
  NUMERO_VERT: 'Le numéro des aides',
};

/** « L’aide, A. D. » */
const nommer = ({ qui, initiales }: AAppeler): string => [QUI[qui], ...(initiales ? [initiales] : [])].join(', ');

const Appels = ({ appeler }: { appeler: readonly AAppeler[] }) =>
  appeler.map((a) => (
    <div key={`${a.visite ?? ''} ${a.qui} ${a.numero}`}>
      <Text size="sm" mb={4}>
        {a.visite === undefined ? null : `${a.visite} : `}
        {nommer(a)}
      </Text>
      <Button
        component="a"
        href={`tel:${a.numero}`}
        variant="default"
        size="lg"
        fullWidth
        aria-label={`Appeler ${minuscule(nommer(a))}${a.visite === undefined ? '' : `, visite ${a.visite}`}`}
      >
        {telephone(a.numero)}
      </Button>
    </div>
  ));

/** What there is to do, or no more. */
const phraseDe = (etat: Exclude<EtatGarde, { etat: 'A_PRENDRE' }>): string => {
  if (etat.etat === 'FINI') {
    if (etat.certain) return 'Ce n’est plus signalé : il n’y a plus rien à faire.';
    return etat.appel === undefined
      ? 'Ce n’est plus signalé, mais rien n’a été pointé : vérifiez auprès de l’antenne.'
      : 'Ce n’est plus signalé : vérifiez auprès de l’antenne.';
  }
  return etat.par === 'VOUS'
    ? `Vous vous en occupez depuis ${heure(etat.le)}. Personne d’autre ne sera prévenu ; un message vous dira quand ce sera fini.`
    : `Quelqu’un d’autre s’en occupe depuis ${heure(etat.le)} : vous n’avez rien à faire.`;
};

/**
 * Reached by the link of a message; its token is after the `#`, which no server is sent. Opening it takes nothing: what shows a link in
 * advance would take it in her place.
 */
export const Garde = () => {
  const [jeton, setJeton] = useState(() => (typeof location === 'undefined' ? '' : location.hash.slice(1)));
  const [etat, setEtat] = useState<EtatGarde>();
  // Once she has taken it, this page still calls; opened again, it no longer says whom.
  const [appeler, setAppeler] = useState<readonly AAppeler[]>([]);
  const { refus, enCours, faire } = useAction();
  const ouvrir = (lu: EtatGarde): void => {
    setEtat(lu);
    if (lu.etat === 'A_PRENDRE') setAppeler(lu.appeler);
  };
  // The link of a second message, tapped while the page of the first one is open, changes what is after the `#` alone.
  useEffect(() => {
    const changer = (): void => {
      setEtat(undefined);
      setAppeler([]);
      setJeton(location.hash.slice(1));
    };
    window.addEventListener('hashchange', changer);
    return () => window.removeEventListener('hashchange', changer);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each link.
  useEffect(() => {
    let encore = true;
    const dire = (lu: EtatGarde): void => {
      if (encore) ouvrir(lu);
    };
    void faire(() => lireGarde(jeton), dire);
    return () => {
      encore = false;
    };
  }, [jeton]);
  return (
    <PageSeule titre="Astreinte">
      <Stack gap="md">
        {refus ? (
          <Alert color="red" variant="light" p="sm" role="alert">
            {refus.message}
          </Alert>
        ) : null}
        {etat ? (
          <>
            <Text fw={600}>{etat.quoi}</Text>
            {etat.appel === undefined ? null : <Text>{etat.appel}</Text>}
            {etat.etat === 'A_PRENDRE' ? (
              <Button size="lg" loading={enCours} onClick={() => void faire(() => prendreGarde(jeton), setEtat)}>
                Je m’en occupe
              </Button>
            ) : (
              <Text role="status">{phraseDe(etat)}</Text>
            )}
            {etat.etat === 'A_PRENDRE' && appeler.length === 0 ? (
              <Text size="sm">Aucun numéro n’est connu : appelez l’antenne à son ouverture.</Text>
            ) : null}
            <Appels appeler={appeler} />
          </>
        ) : refus ? null : (
          <Loader size="sm" aria-label="Ouverture" />
        )}
      </Stack>
    </PageSeule>
  );
};
