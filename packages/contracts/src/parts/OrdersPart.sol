// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Allowance, BlockSeeds, Parameters, Seed, SignedOrder} from "../interfaces/ConsensusTypes.sol";
import {IOrders} from "../interfaces/IOrders.sol";
import {DigestLib} from "../libraries/DigestLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {Deployment} from "../protocol/Deployment.sol";
import {Tasks} from "../protocol/Tasks.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";

/// @title OrdersPart
/// @notice Credit, and orders that somebody else brings for it.
contract OrdersPart is IOrders, Tasks {
    /* CONSTANTS */

    uint256 private constant MAXIMUM_TIP_BPS = 1_000;
    /// @dev For an account that is a contract to say whether it signed.
    uint256 private constant SIGNATURE_GAS = 100_000;

    constructor(Parameters memory p) Deployment(p) {}

    /* CREDIT */

    /// @inheritdoc IOrders
    function deposit(address account, uint64 amount) external payable {
        if (account == address(0)) revert ZeroAddress();
        if (amount == 0) revert ZeroAmount();
        _credit(account, amount);
        emit Deposited(account, msg.sender, amount);
        _collect(amount);
    }

    /// @inheritdoc IOrders
    function authorize(address key, uint64 amount, uint64 until, ListId list) external {
        if (key == address(0)) revert ZeroAddress();
        _allowances[msg.sender][key] = Allowance(amount, until, list);
        emit Authorized(msg.sender, key, amount, until, list);
    }

    /// @inheritdoc IOrders
    function withdraw() external {
        uint256 amount = _credits[msg.sender];
        if (amount == 0) revert NothingToWithdraw(msg.sender);
        _credits[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);
    }

    /// @inheritdoc IOrders
    function sweepTreasury() external {
        uint256 amount = _owedTreasury;
        if (amount == 0) revert NothingToWithdraw(TREASURY);
        _owedTreasury = 0;
        emit Swept(TREASURY, amount);
        _pay(TREASURY, amount);
    }

    /// @inheritdoc IOrders
    function sweepSink() external {
        uint256 amount = _owedSink;
        if (amount == 0) revert NothingToWithdraw(SINK);
        _owedSink = 0;
        emit Swept(SINK, amount);
        _pay(SINK, amount);
    }

    /* ORDERS */

    /// @inheritdoc IOrders
    function submitOrders(SignedOrder[] calldata orders) external returns (TaskId[] memory tasks) {
        tasks = new TaskId[](orders.length);
        for (uint256 i; i < orders.length; ++i) {
            try IOrders(address(this)).submitOrder(orders[i], msg.sender) returns (TaskId task) {
                tasks[i] = task;
            } catch (bytes memory reason) {
                emit OrderRefused(i, orders[i].payer, reason);
            }
        }
    }

    /// @inheritdoc IOrders
    function submitOrder(SignedOrder calldata signed, address submitter) external returns (TaskId task) {
        if (msg.sender != address(this)) revert OnlySelf();
        _checkForm(signed, submitter);
        uint256 fee = _feeOf(signed.order);
        address key = _checkSigner(signed, submitter, fee);
        _charge(signed.payer, fee + signed.tip);
        task = _add(signed.payer, signed.order, 0);
        _credit(submitter, signed.tip);
        emit OrderSubmitted(task, signed.payer, submitter, key, signed.tip);
    }

    /* CHECKS */

    /// @dev Who brings somebody else's order chooses its block: that must not be the seed where blocks can be foreseen.
    function _checkForm(SignedOrder calldata signed, address submitter) private view {
        if (signed.submitter != address(0) && signed.submitter != submitter) {
            revert NotSubmitter(signed.submitter, submitter);
        }
        if (block.timestamp > signed.deadline) revert OrderExpired(signed.deadline);
        if (signed.order.seed != Seed.Block) return;
        BlockSeeds needed = submitter == signed.payer ? BlockSeeds.OwnOrders : BlockSeeds.AllOrders;
        if (BLOCK_SEEDS < needed) revert SeedRefused(Seed.Block);
    }

    /// @return key The session key that signed; zero if the payer did.
    function _checkSigner(SignedOrder calldata signed, address submitter, uint256 fee) private returns (address key) {
        if (submitter == signed.payer && signed.signature.length == 0) return address(0);
        bytes32 digest = _hashTypedDataV4(DigestLib.order(signed));
        (address recovered,,) = ECDSA.tryRecoverCalldata(digest, signed.signature);
        if (recovered == signed.payer && recovered != address(0)) return address(0);
        if (recovered != address(0) && _allowances[signed.payer][recovered].until != 0) {
            _spend(signed, recovered, fee);
            return recovered;
        }
        if (!_isSignedByContract(signed, digest)) revert InvalidOrderSignature(signed.payer, recovered);
    }

    /// @dev Whoever stole the key may bring its orders and post their rounds: of both tips it gets no more than this.
    function _spend(SignedOrder calldata signed, address key, uint256 fee) private {
        Allowance storage a = _allowances[signed.payer][key];
        uint256 tips = uint256(signed.tip) + signed.order.roundTip;
        uint256 most = MoneyLib.part(fee - signed.order.roundTip, MAXIMUM_TIP_BPS);
        if (tips > most) revert TipTooHigh(tips, most);
        (uint256 amount, uint256 spent) = (a.amount, fee + signed.tip);
        bool isOther =
            !a.list.isNone() && a.list != _listId(signed.order.model, signed.order.author, signed.order.authorBps);
        if (isOther || block.timestamp >= a.until || amount < spent) {
            revert AllowanceExceeded(signed.payer, key, amount, spent);
        }
        // Less than it was.
        // forge-lint: disable-next-line(unsafe-typecast)
        a.amount = uint64(amount - spent);
    }

    /// @dev ERC-1271, within bounds: the submitter pays for what the payer's code does, and of what it returns no more
    /// than a word is copied.
    function _isSignedByContract(SignedOrder calldata signed, bytes32 digest) private view returns (bool) {
        if (signed.payer.code.length == 0) return false;
        bytes memory input = abi.encodeCall(IERC1271.isValidSignature, (digest, signed.signature));
        (address payer, bool answered, bytes32 answer) = (signed.payer, false, 0);
        assembly ("memory-safe") {
            answered := staticcall(SIGNATURE_GAS, payer, add(input, 0x20), mload(input), 0, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            answer := mload(0)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }

    function _charge(address payer, uint256 amount) private {
        uint256 credit = _credits[payer];
        if (credit < amount) revert CreditTooLow(payer, credit, amount);
        _credits[payer] = credit - amount;
    }
}
