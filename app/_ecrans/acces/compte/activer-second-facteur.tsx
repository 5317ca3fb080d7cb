'use client';

import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { encode } from 'uqr';
import { confirmerSecondFacteur, proposerSecondFacteur } from '../../../_donnees/lecture/administration';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { ChampTexte, Envoyer, Formulaire, lireRequis, useFormulaire } from '../../../_ui/formulaire';
import '../../../_ui/styles/compte.css';

/** One path of squares: no image to fetch, nothing that the policy on scripts and styles forbids. */
const Qr = ({ adresse }: { adresse: string }) => {
  const { trace, taille } = useMemo(() => {
    const { data, size } = encode(adresse, { border: 0, ecc: 'M' });
    const carres = data.flatMap((ligne, y) => ligne.flatMap((noir, x) => (noir ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { trace: carres.join(''), taille: size };
  }, [adresse]);
  return (
    <svg className="qr" viewBox={`0 0 ${taille} ${taille}`} role="img" aria-label="QR code à lire par l’application">
      <path d={trace} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
};

const Codes = ({ codes, finir }: { codes: readonly string[]; finir: () => void }) => (
  <Stack gap="sm">
    <Alert color="green" variant="light" p="sm" role="status">
      Le second facteur est actif.
    </Alert>
    <Text size="sm">
      Gardez ces codes de secours en lieu sûr : chacun remplace une fois le code de l’application, si vous perdez votre
      téléphone. Ils ne seront plus montrés. Vos connexions sur d’autres appareils sont terminées.
    </Text>
    <ul className="codes" aria-label="Codes de secours">
      {codes.map((c) => (
        <li key={c} className="code">
          {c}
        </li>
      ))}
    </ul>
    <Group gap="sm">
      <Button variant="default" onClick={() => void navigator.clipboard?.writeText(codes.join('\n'))}>
        Copier les codes
      </Button>
      <Button onClick={finir}>J’ai gardé ces codes</Button>
    </Group>
  </Stack>
);

const VIDE = { code: '' };

/** Shows the secret, takes a first code, then shows the recovery codes once. */
export const ActiverSecondFacteur = ({ finir }: { finir: () => void }) => {
  // Each request makes another secret: the one that is being typed into a telephone stays.
  const { valeur, echec } = useLecture(['second-facteur'], proposerSecondFacteur, { stable: true });
  const [codes, setCodes] = useState<readonly string[]>();
  const f = useFormulaire({
    depart: () => VIDE,
    lire: lireRequis<typeof VIDE>({ code: 'Tapez le code que montre l’application.' }),
    envoyer: async ({ code }) => {
      setCodes(await confirmerSecondFacteur(code));
      return undefined;
    },
    champs: { '*': 'code' },
    sansPerte: true,
  });
  if (codes) return <Codes codes={codes} finir={finir} />;
  if (echec) return <Alert color="red">{echec}</Alert>;
  if (!valeur) return <Loader size="sm" aria-label="Préparation du second facteur" />;
  return (
    <Formulaire de={f}>
      <Stack gap="sm">
        <Text size="sm">
          Ouvrez une application d’authentification sur votre téléphone (FreeOTP, Aegis, Google Authenticator…), et
          lisez ce dessin ou tapez la clé.
        </Text>
        <Qr adresse={valeur.adresse} />
        <Text size="sm">
          Clé : <span className="code">{valeur.secret.match(/.{1,4}/g)?.join(' ')}</span>
        </Text>
        <ChampTexte
          de={f}
          nom="code"
          label="Code à 6 chiffres que montre l’application"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          maxLength={10}
        />
        <Envoyer de={f}>Activer</Envoyer>
      </Stack>
    </Formulaire>
  );
};
