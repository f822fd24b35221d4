// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "../interfaces/IBeacon.sol";
import {IConsensusErrors} from "../interfaces/IConsensusErrors.sol";
import {Parameters} from "../interfaces/ConsensusTypes.sol";
import {MoneyLib} from "./MoneyLib.sol";

/// @title ParametersLib
/// @notice Refuses deployments that cannot work or are not safe. docs/deploying.md derives each bound.
library ParametersLib {
    uint256 internal constant MINIMUM_COMMITTEE = 3;
    uint256 internal constant MAXIMUM_ATTEMPTS = 8;
    uint256 internal constant MAXIMUM_PROTOCOL_FEE_BPS = 500;
    uint256 internal constant MAXIMUM_SLASH_BPS = 5_000;
    uint256 internal constant MAXIMUM_UNIT = 1 << 40;
    /// @dev Four classes: 1, 4, 16, 64 times the least share.
    uint256 internal constant HIGHEST_PRICE = 64;
    /// @dev A thousandth of what a seat's word holds: the rest is for what is earned.
    uint256 internal constant MAXIMUM_BOND = type(uint56).max / 1_000;

    /// @notice Reverts with InvalidParameter(name) on the first parameter that makes no sense.
    function check(Parameters memory p, address self) internal view {
        _checkMoney(p);
        _checkTimes(p);
        _check(p.maximumSeats >= MINIMUM_COMMITTEE, "maximumSeats");
        _check(p.asset == address(0) || p.asset.code.length > 0, "asset");
        _check(p.treasury != address(0) && p.treasury != self, "treasury");
        _check(p.sink != address(0) && p.sink != self, "sink");
    }

    /// @notice The longest that a task can live: it waits for its round, then has its three windows.
    function lifeOf(Parameters memory p) internal view returns (uint256) {
        return uint256(p.seedDelay) + IBeacon(p.beacon).period() + p.commitWindow + p.revealWindow + p.proofWindow;
    }

    /// @dev A lie must cost more than the dearest class pays, and half of the bond at most, so that a seat that cannot
    /// pay for one has been put out before.
    function _checkMoney(Parameters memory p) private pure {
        _check(p.unit > 0 && p.unit <= MAXIMUM_UNIT, "unit");
        _check(p.bond > 0 && p.bond <= MAXIMUM_BOND, "bond");
        _check(p.slashBps <= MAXIMUM_SLASH_BPS, "slashBps");
        uint256 hardSlash = MoneyLib.part(p.bond, p.slashBps);
        _check(hardSlash > 0, "slashBps");
        _check(p.minimumShare > 1 && HIGHEST_PRICE * p.minimumShare <= hardSlash, "minimumShare");
        _check(p.protocolFeeBps <= MAXIMUM_PROTOCOL_FEE_BPS, "protocolFeeBps");
    }

    /// @dev Lists remember two epochs. Unbonding outlasts a task, its window with all the appeals that can open it
    /// again, the last one's life, and a silence of the beacon; so nobody who is still liable has left.
    function _checkTimes(Parameters memory p) private view {
        _check(p.commitWindow > 0, "commitWindow");
        _check(p.revealWindow > 0, "revealWindow");
        // Who was left out at the last moment of reveals needs as long to bring its vote.
        _check(p.proofWindow >= p.revealWindow, "proofWindow");
        _check(p.appealWindow > 0, "appealWindow");
        _check(p.beacon.code.length > 0, "beacon");
        _check(p.outage > IBeacon(p.beacon).period(), "outage");
        uint256 life = lifeOf(p);
        _check(p.epoch >= life, "epoch");
        uint256 liable = life + p.appealWindow + (MAXIMUM_ATTEMPTS + 1) * life + p.outage;
        _check(p.unbondingPeriod >= liable && p.unbondingPeriod >= 2 * uint256(p.epoch), "unbondingPeriod");
    }

    function _check(bool holds, bytes32 name) private pure {
        if (!holds) revert IConsensusErrors.InvalidParameter(name);
    }
}
