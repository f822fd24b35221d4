// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Parts} from "../../src/libraries/RoutesLib.sol";
import {Network} from "../Network.sol";

/// @notice P12: a deployment with unsafe parameters is refused.
contract ConstructorTest is Network {
    function refused(Parameters memory parameters, bytes32 name) private {
        bytes memory code = vm.getCode(artifact("LensPart"));
        bytes memory creation = bytes.concat(code, abi.encode(parameters));
        (address deployed, bytes memory answer) = create(creation);
        assertEq(deployed, address(0), "refused");
        assertEq(answer, abi.encodeWithSelector(IConsensusErrors.InvalidParameter.selector, name), "by its name");
    }

    function create(bytes memory creation) private returns (address deployed, bytes memory answer) {
        assembly ("memory-safe") {
            deployed := create(0, add(creation, 0x20), mload(creation))
            answer := mload(0x40)
            mstore(answer, returndatasize())
            returndatacopy(add(answer, 0x20), 0, returndatasize())
            mstore(0x40, add(add(answer, 0x20), and(add(returndatasize(), 0x1f), not(0x1f))))
        }
    }

    function life() private view returns (uint32) {
        return p.seedDelay + uint32(beacon.period()) + p.commitWindow + p.revealWindow + p.proofWindow;
    }

    function test_P12_refusesMoneyThatMakesNoSense() public {
        Parameters memory q = p;
        q.unit = 0;
        refused(q, "unit");
        q.unit = (1 << 40) + 1;
        refused(q, "unit");
        q.unit = p.unit;
        q.bond = 0;
        refused(q, "bond");
        q.bond = type(uint56).max;
        refused(q, "bond");
        q.bond = p.bond;
        q.slashBps = 5_001;
        refused(q, "slashBps");
        q.slashBps = 0;
        refused(q, "slashBps");
        q.slashBps = p.slashBps;
        q.protocolFeeBps = 501;
        refused(q, "protocolFeeBps");
    }

    /// @dev The last values that make sense, all at once.
    function test_P12_takesMoneyAtItsBounds() public {
        Parameters memory q = p;
        (q.unit, q.bond, q.slashBps, q.protocolFeeBps) = (1 << 40, uint64(type(uint56).max) / 1_000, 5_000, 500);
        (q.maximumSeats, q.proofWindow, q.outage) = (3, p.revealWindow, uint32(beacon.period()) + 1);
        deploy(q);
    }

    /// @dev The dearest class must not pay more than a lie costs at most.
    function test_P12_refusesSharesAboveTheSlash() public {
        Parameters memory q = p;
        q.minimumShare = hardSlash() / 64 + 1;
        refused(q, "minimumShare");
        q.minimumShare = 1;
        refused(q, "minimumShare");
        q.minimumShare = hardSlash() / 64;
        deploy(q);
    }

    function test_P12_refusesTimesThatMakeNoSense() public {
        Parameters memory q = p;
        q.commitWindow = 0;
        refused(q, "commitWindow");
        q.commitWindow = p.commitWindow;
        q.revealWindow = 0;
        refused(q, "revealWindow");
        q.revealWindow = p.revealWindow;
        q.proofWindow = p.revealWindow - 1;
        refused(q, "proofWindow");
        q.proofWindow = p.proofWindow;
        q.appealWindow = 0;
        refused(q, "appealWindow");
        q.appealWindow = p.appealWindow;
        q.outage = uint32(beacon.period());
        refused(q, "outage");
    }

    /// @dev Lists remember two epochs: a task must not outlive them.
    function test_P12_refusesEpochsShorterThanATask() public {
        Parameters memory q = p;
        q.epoch = life() - 1;
        refused(q, "epoch");
        q.epoch = life();
        deploy(q);
    }

    /// @dev Who is still liable must not have left.
    function test_P12_refusesStakesThatLeaveTooEarly() public {
        Parameters memory q = p;
        q.unbondingPeriod = life() + p.appealWindow + 9 * life() + p.outage - 1;
        refused(q, "unbondingPeriod");
        q.unbondingPeriod += 1;
        deploy(q);
    }

    function test_P12_refusesAccountsThatMakeNoSense() public {
        Parameters memory q = p;
        q.maximumSeats = 2;
        refused(q, "maximumSeats");
        q.maximumSeats = p.maximumSeats;
        q.asset = STRANGER;
        refused(q, "asset");
        q.asset = p.asset;
        q.beacon = STRANGER;
        refused(q, "beacon");
        q.beacon = p.beacon;
        q.treasury = address(0);
        refused(q, "treasury");
        q.treasury = p.treasury;
        q.sink = address(0);
        refused(q, "sink");
    }

    /// @dev A part with other parameters would work on the same storage by other rules.
    function test_constructor_refusesAForeignPart() public {
        Parameters memory q = p;
        q.protocolFeeBps = 0;
        address own = deployPart("PlacesPart", p);
        address foreign = deployPart("OrdersPart", q);
        Parts memory parts = Parts(
            own, deployPart("LateVotesPart", p), deployPart("AppealsPart", p), foreign, deployPart("LensPart", p)
        );
        bytes memory code = vm.getCode(artifact("Consensus"));
        (address deployed, bytes memory answer) = create(bytes.concat(code, abi.encode(p, parts)));
        assertEq(deployed, address(0), "refused");
        assertEq(answer, abi.encodeWithSelector(IConsensusErrors.ForeignPart.selector, foreign), "by its address");
    }

    /* ROUTES */

    function test_fallback_knowsNoOtherFunction(bytes4 selector) public {
        (bool done, bytes memory answer) = address(consensus).call(abi.encodePacked(bytes4("none")));
        assertEq(done, false, "refused");
        assertEq(answer, abi.encodeWithSelector(IConsensusErrors.UnknownFunction.selector, bytes4("none")), "by name");
        (done, answer) = address(consensus).call{gas: 1_000_000}(abi.encodePacked(selector));
        assertEq(done && answer.length == 0 && selector != 0, false, "nothing is done silently");
    }

    function test_receive_takesNoMoneyWithoutPurpose() public {
        vm.deal(STRANGER, 1);
        vm.prank(STRANGER);
        (bool done,) = address(consensus).call{value: 1}("");
        assertEq(done, false, "refused");
    }
}
