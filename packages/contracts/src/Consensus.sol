// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "./interfaces/ConsensusTypes.sol";
import {IPart} from "./interfaces/IPart.sol";
import {Parts, RoutesLib} from "./libraries/RoutesLib.sol";
import {Asking} from "./protocol/Asking.sol";
import {Court} from "./protocol/Court.sol";
import {Deployment} from "./protocol/Deployment.sol";
import {Settlements} from "./protocol/Settlements.sol";

/// @title Consensus
/// @notice Asking, lane 1 and the court; the rest of `IConsensus` are parts that run on this contract's storage.
/// @dev The parts are fixed for ever, too. What users pay most often is here, free of detours.
contract Consensus is Asking, Settlements, Court {
    /* IMMUTABLES */

    address private immutable PLACES;
    address private immutable LATE_VOTES;
    address private immutable APPEALS;
    address private immutable ORDERS;
    address private immutable LENS;

    /* CONSTRUCTOR */

    /// @dev Reverts with InvalidParameter, or with ForeignPart if a part was deployed with other parameters.
    constructor(Parameters memory p, Parts memory parts) Deployment(p) {
        PLACES = _checked(parts.places);
        LATE_VOTES = _checked(parts.lateVotes);
        APPEALS = _checked(parts.appeals);
        ORDERS = _checked(parts.orders);
        LENS = _checked(parts.lens);
    }

    /* FUNCTIONS */

    /// @notice Money comes with what it is for.
    receive() external payable {
        revert UnknownFunction(0);
    }

    /// @notice Runs a part's function as this contract's own.
    fallback() external payable {
        address part = RoutesLib.partOf(Parts(PLACES, LATE_VOTES, APPEALS, ORDERS, LENS), msg.sig);
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, 0, calldatasize())
            let done := delegatecall(gas(), part, free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if iszero(done) { revert(free, returndatasize()) }
            return(free, returndatasize())
        }
    }

    /* PRIVATE */

    function _checked(address part) private view returns (address) {
        if (part.code.length == 0 || IPart(part).parametersHash() != parametersHash) revert ForeignPart(part);
        return part;
    }
}
