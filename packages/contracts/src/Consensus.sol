// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeals} from "./Appeals.sol";
import {Court} from "./Court.sol";
import {Deployment} from "./Deployment.sol";
import {Parameters} from "./interfaces/ConsensusTypes.sol";
import {Settlements} from "./Settlements.sol";

/// @title Consensus
/// @notice Seats, tasks, both lanes, appeals and the money in one contract, which nobody owns.
contract Consensus is Settlements, Court, Appeals {
    constructor(Parameters memory p) Deployment(p) {}
}
