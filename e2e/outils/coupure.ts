import { connect, createServer, type Socket } from 'node:net';

export type Coupure = {
  origine: string;
  /** Cuts the network: open connections break, new ones are refused, as an unplugged cable would do. */
  couper: () => Promise<void>;
  retablir: () => Promise<void>;
  fermer: () => Promise<void>;
};

/** A cable between the browsers and the server: a TCP relay on a port of its own that can be unplugged. */
export const poserCable = async (port: number, vers: () => number): Promise<Coupure> => {
  const ouvertes = new Set<Socket>();
  const garder = (s: Socket): void => {
    ouvertes.add(s);
    s.on('error', () => s.destroy());
    s.on('close', () => ouvertes.delete(s));
  };
  const relais = createServer((client) => {
    const serveur = connect(vers(), '127.0.0.1');
    garder(client);
    garder(serveur);
    client.pipe(serveur).pipe(client);
    client.on('close', () => serveur.destroy());
    serveur.on('close', () => client.destroy());
  });
  const brancher = (): Promise<void> =>
    new Promise((ok, ko) => {
      relais.once('error', ko);
      relais.listen(port, '127.0.0.1', () => {
        relais.off('error', ko);
        ok();
      });
    });
  const couper = (): Promise<void> =>
    new Promise((ok) => {
      if (!relais.listening) return ok();
      relais.close(() => ok());
      for (const s of ouvertes) s.destroy();
    });
  await brancher();
  const retablir = async (): Promise<void> => {
    if (!relais.listening) await brancher();
  };
  return { origine: `http://127.0.0.1:${port}`, couper, retablir, fermer: couper };
};
