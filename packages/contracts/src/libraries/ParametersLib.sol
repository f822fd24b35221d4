// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "../interfaces/ConsensusTypes.sol";
import {IConsensus} from "../interfaces/IConsensus.sol";
import {RewardLib} from "./RewardLib.sol";

/// @title ParametersLib
/// @notice Refuses deployments that cannot work or cannot be safe.
library ParametersLib {
    uint256 internal constant MAXIMUM_PROTOCOL_FEE_BPS = 1_000;

    /// @notice Reverts with InvalidParameter(name) on the first parameter that makes no sense.
    function check(Parameters memory parameters, uint256 minimumSeats, address self) internal view {
        _checkMoney(parameters);
        _checkTimes(parameters);
        require(parameters.maximumSeats >= minimumSeats, IConsensus.InvalidParameter("maximumSeats"));
        require(_isAsset(parameters.asset), IConsensus.InvalidParameter("asset"));
        require(_isReceiver(parameters.treasury, self), IConsensus.InvalidParameter("treasury"));
        require(_isReceiver(parameters.sink, self), IConsensus.InvalidParameter("sink"));
    }

    /// @dev A lie must cost something, and a fee may be at most what a lie costs: the floor has to leave room.
    function _checkMoney(Parameters memory parameters) private pure {
        require(parameters.bond > 0, IConsensus.InvalidParameter("bond"));
        require(parameters.slashBps <= RewardLib.BPS, IConsensus.InvalidParameter("slashBps"));
        uint256 hardSlash = RewardLib.hardSlash(parameters.bond, parameters.slashBps);
        require(hardSlash > 0, IConsensus.InvalidParameter("slashBps"));
        uint256 minimumFee = parameters.minimumFeePerSeat;
        require(minimumFee > 0 && minimumFee <= hardSlash, IConsensus.InvalidParameter("minimumFeePerSeat"));
        require(parameters.protocolFeeBps <= MAXIMUM_PROTOCOL_FEE_BPS, IConsensus.InvalidParameter("protocolFeeBps"));
    }

    /// @dev Delay and notice keep joining and leaving out of committees that are fixed already. Without a proof window
    /// a task would be dead before anybody could close it. Unbonding outlasts a task that dies as late as it can, an
    /// appeal against it that comes as late as it can, and the whole life of that.
    function _checkTimes(Parameters memory parameters) private pure {
        uint256 life = uint256(parameters.commitWindow) + parameters.revealWindow + parameters.proofWindow;
        require(parameters.activationDelay > 0, IConsensus.InvalidParameter("activationDelay"));
        require(parameters.exitNotice > 0, IConsensus.InvalidParameter("exitNotice"));
        require(parameters.commitWindow > 0, IConsensus.InvalidParameter("commitWindow"));
        require(parameters.revealWindow > 0, IConsensus.InvalidParameter("revealWindow"));
        require(parameters.proofWindow > 0, IConsensus.InvalidParameter("proofWindow"));
        // Later there is the court.
        require(parameters.exclusiveWindow <= parameters.commitWindow, IConsensus.InvalidParameter("exclusiveWindow"));
        require(parameters.appealWindow > 0, IConsensus.InvalidParameter("appealWindow"));
        require(
            parameters.unbondingPeriod >= 2 * life + parameters.appealWindow,
            IConsensus.InvalidParameter("unbondingPeriod")
        );
    }

    /// @dev The chain's own currency, or something that can be called.
    function _isAsset(address asset) private view returns (bool) {
        return asset == address(0) || asset.code.length > 0;
    }

    function _isReceiver(address account, address self) private pure returns (bool) {
        return account != address(0) && account != self;
    }
}
