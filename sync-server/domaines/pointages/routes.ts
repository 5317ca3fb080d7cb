export { routeSuspensCentraux as routesPointages } from './numeros/routes-centraux';
